"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { identifierTimelineQuery } from "@/lib/client/profile";
import { counted, grouped } from "@/lib/core/format";
import { dayUtc, windowUtc } from "@/lib/core/time";
import type { Identifier } from "@/lib/domain/identifier";
import type { DayRun, IdentifierTimeline } from "@/lib/domain/profile";
import { Facts, Section } from "./Section";
import styles from "./timeline.module.css";
import { TimelineStrip } from "./TimelineStrip";
import { turnoverNotes, turnoverWords } from "./turnover-words";

const TITLE = "Accounts over time";

function RunsTable({ runs }: { runs: readonly DayRun[] }) {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="visually-hidden">Accounts on it per day</caption>
        <thead>
          <tr>
            <th scope="col">Days (UTC)</th>
            <th scope="col" className={styles.figure}>
              Accounts on each
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.fromMs}>
              <th scope="row">{windowUtc(run.fromMs, run.toMs)}</th>
              <td className={styles.figure}>{grouped(run.accounts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Drawn({ timeline }: { timeline: IdentifierTimeline }) {
  const [table, setTable] = useState(false);
  const { peak, runs } = timeline;
  const words = turnoverWords(timeline);
  const first = runs[0];
  const oneDay = first !== undefined && first.fromMs === runs.at(-1)?.toMs;
  return (
    <>
      <p className={styles.turnover}>{words}</p>
      {peak === null ? null : (
        <>
          {oneDay ? null : table ? (
            <RunsTable runs={runs} />
          ) : (
            <TimelineStrip
              runs={runs}
              summary={`Accounts per day: ${words}; most on ${dayUtc(peak.dayMs)} UTC, ${grouped(peak.accounts)}`}
            />
          )}
          <Facts
            rows={[
              ["first day", <TimeUtc key="first" ms={timeline.firstMs} precision="day" />],
              ["last day", <TimeUtc key="last" ms={timeline.lastMs} precision="day" />],
              [
                "peak day",
                <span key="peak">
                  <TimeUtc ms={peak.dayMs} precision="day" /> · {counted(peak.accounts, "account")}
                </span>,
              ],
            ]}
          />
        </>
      )}
      {turnoverNotes(timeline).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {peak === null || oneDay ? null : (
        <Button variant="quiet" size="small" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? "Show as bars" : "Show as table"}
        </Button>
      )}
    </>
  );
}

/** How many accounts were on an identifier, day by day, and whether they took turns. */
export function AccountsOverTime({ identifier }: { identifier: Identifier }) {
  const query = useQuery(identifierTimelineQuery(identifier.kind, identifier.value));
  return (
    <Section title={TITLE} note="per UTC day">
      {query.isSuccess ? (
        <Drawn timeline={query.data} />
      ) : query.isPending ? (
        <SkeletonRows rows={5} rowHeight={24} />
      ) : (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Section>
  );
}
