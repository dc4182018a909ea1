import { StaleNotice } from "@/components/source/StaleNotice";
import { Notice } from "@/components/ui/Notice";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import type { ResolveRunSummary } from "@/lib/domain/views";
import styles from "./RunStatus.module.css";

export const RESOLVE_COMMAND = "npm run ringleader -- resolve";

/** When the networks were resolved and by which model, small, at the page's edge. */
export function RunLine({ run }: { run: ResolveRunSummary | null }) {
  if (run === null) return null;
  return (
    <div className={styles.line}>
      <span>
        {run.status === "running"
          ? "Resolving since "
          : run.status === "failed"
            ? "Failed run of "
            : "Resolved "}
        <TimeUtc ms={run.finishedAtMs ?? run.startedAtMs} />
      </span>
      <span>
        model <code>{run.modelVersion}</code>
      </span>
      <DataVersions versions={run.dataVersions} />
    </div>
  );
}

/** Which outside lists the run leaned on, and which version of each. */
export function DataVersions({ versions }: { versions: Record<string, string> }) {
  const known = Object.entries(versions).filter(([, version]) => version !== "");
  if (known.length === 0) return null;
  return (
    <details className={styles.versions}>
      <summary>data versions</summary>
      <dl>
        {known.map(([name, version]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Says when the picture is not the whole or not the newest, and what to do. */
export function RunNotice({ run }: { run: ResolveRunSummary }) {
  return (
    <>
      {run.status === "running" ? (
        <Notice tone="info">Networks are being resolved now. This page refreshes by itself.</Notice>
      ) : null}
      {run.status === "failed" ? (
        <Notice tone="counter">
          The last run failed; what you see is what it left. Run it again: <Inline>{RESOLVE_COMMAND}</Inline>
        </Notice>
      ) : null}
      <StaleNotice />
      {run.notes.map((note) => (
        <Notice key={note} tone="info">
          <Sentence>{note}</Sentence>
        </Notice>
      ))}
    </>
  );
}

function Inline({ children }: { children: string }) {
  return <code className={styles.inline}>{children}</code>;
}
