import Link from "next/link";
import { Panel } from "@/components/ui/Panel";
import { EmptyState } from "@/components/ui/EmptyState";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import type { OverviewView } from "@/lib/domain/views";
import styles from "./RecentPanel.module.css";

/** What happened lately, newest first. */
export function RecentPanel({ recent }: { recent: OverviewView["recent"] }) {
  return (
    <Panel title="Recent" note="newest first" flush className={styles.panel}>
      {recent.length === 0 ? (
        <EmptyState title="Nothing yet">Imports, runs and cases show here as they happen.</EmptyState>
      ) : (
        <ol className={styles.list}>
          {recent.map((event) => (
            <li key={`${event.atMs} ${event.sentence}`} className={styles.event}>
              {event.href === null ? (
                <Sentence>{event.sentence}</Sentence>
              ) : (
                <Link href={event.href}>
                  <Sentence>{event.sentence}</Sentence>
                </Link>
              )}
              <span className={styles.time}>
                <TimeUtc ms={event.atMs} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
