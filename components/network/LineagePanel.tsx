import Link from "next/link";
import { Panel } from "@/components/ui/Panel";
import { TimeUtc } from "@/components/ui/TimeUtc";
import type { NetworkView } from "@/lib/domain/views";
import { lineageWords } from "./lineage-words";
import styles from "./network.module.css";

/** What became of the network from run to run: what came in, what left, what it split from and joined with. */
export function LineagePanel({ view }: { view: NetworkView }) {
  return (
    <Panel title="Lineage" note="from run to run, newest first">
      {view.lineage.length === 0 ? (
        <p className={styles.quiet}>It has not changed since it was first found.</p>
      ) : (
        <ol className={styles.lineage}>
          {view.lineage.map((event) => (
            <li key={`${event.runId} ${event.kind} ${event.networkId} ${event.otherId ?? ""}`}>
              <span className={styles.quiet}>
                <TimeUtc ms={event.atMs} />
              </span>{" "}
              {lineageWords(event, view.id).map((part) =>
                typeof part === "string" ? (
                  part
                ) : (
                  <Link key={part.networkId} href={`/networks/${encodeURIComponent(part.networkId)}`}>
                    {part.networkId}
                  </Link>
                ),
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
