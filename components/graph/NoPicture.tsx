import { NetworkGone } from "@/components/network/NetworkGone";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { ApiError } from "@/lib/client/api-error";
import styles from "./graph.module.css";

const GHOSTS = [
  [30, 40],
  [42, 28],
  [55, 44],
  [48, 62],
  [66, 30],
  [36, 66],
  [72, 58],
  [60, 72],
] as const;

/** Where the drawing will be: on its way, or why there is none and what to do. */
export function NoPicture({
  phase,
  error,
  networkId,
  onRetry,
}: {
  phase: "loading" | "failed";
  error: unknown;
  /** Null where the picture grows from a node. */
  networkId: string | null;
  onRetry: () => void;
}) {
  if (phase === "loading")
    return (
      <div className={styles.ghost} aria-busy="true">
        <span className="visually-hidden">Loading the graph</span>
        <svg viewBox="0 0 100 100" preserveAspectRatio="xMidYMid meet" aria-hidden>
          {GHOSTS.slice(1).map(([x, y], index) => {
            const [fromX, fromY] = GHOSTS[Math.floor(index / 2)] ?? GHOSTS[0];
            return <line key={`${x} ${y}`} x1={fromX} y1={fromY} x2={x} y2={y} />;
          })}
          {GHOSTS.map(([x, y]) => (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={2.2} />
          ))}
        </svg>
      </div>
    );
  if (error instanceof ApiError && error.code === "not_found")
    return networkId === null ? (
      <EmptyState
        title="Nothing on record has this name"
        action={<ButtonLink href="/investigate">Choose a network</ButtonLink>}
      >
        No account and no identifier of this name has been imported. Check the spelling, or search.
      </EmptyState>
    ) : (
      <NetworkGone networkId={networkId} />
    );
  return <ErrorState error={error} onRetry={onRetry} />;
}
