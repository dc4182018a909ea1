import { Button } from "@/components/ui/Button";
import { counted, grouped } from "@/lib/core/format";
import styles from "./graph.module.css";
import { type GraphModel, visiblePart } from "./model";

/** What is on the canvas, of what there is; what is hidden, and the way to the rest. */
export function ShownLine({
  model,
  phase,
  busy,
  networkLoaded,
  onLoadMore,
  onShowHidden,
}: {
  model: GraphModel;
  phase: "loading" | "ready" | "failed";
  busy: string | null;
  /** The totals are those of a network. */
  networkLoaded: boolean;
  onLoadMore: () => void;
  onShowHidden: () => void;
}) {
  if (phase !== "ready")
    return <span className={styles.shownLine}>{phase === "loading" ? "loading…" : ""}</span>;
  const { nodes } = visiblePart(model);
  const accounts = nodes.filter((node) => node.type === "account");
  const members = accounts.filter((node) => node.type === "account" && node.networkId === model.networkId);
  const inNetwork = networkLoaded ? members.length : accounts.length;
  const outside = accounts.length - inNetwork;
  const loadedMembers = [...model.nodes.values()].filter(
    (node) => node.type === "account" && node.networkId === model.networkId,
  ).length;
  const identifiers = nodes.length - accounts.length;
  const unseen = [...model.nodes.values()].length - nodes.length;
  return (
    <span className={styles.shownLine} aria-live="off">
      {networkLoaded
        ? `showing ${grouped(inNetwork)} of ${grouped(Math.max(model.total.accounts, loadedMembers))} accounts`
        : `showing ${counted(inNetwork, "account")}`}
      {outside === 0 ? "" : ` + ${grouped(outside)} outside`}
      {networkLoaded && model.total.identifiers > identifiers
        ? ` · ${grouped(identifiers)} of ${counted(model.total.identifiers, "identifier")}`
        : ` · ${counted(identifiers, "identifier")}`}
      {networkLoaded && loadedMembers < model.total.accounts ? (
        <Button size="small" variant="quiet" busy={busy !== null} onClick={onLoadMore}>
          load more
        </Button>
      ) : null}
      {unseen === 0 ? null : (
        <>
          {` · ${grouped(unseen)} hidden`}
          {model.hidden.size === 0 ? null : (
            <Button size="small" variant="quiet" onClick={onShowHidden}>
              show
            </Button>
          )}
        </>
      )}
      {busy === null ? null : <span className={styles.busy}>{busy}…</span>}
    </span>
  );
}
