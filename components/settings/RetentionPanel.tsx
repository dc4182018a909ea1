"use client";

import { useState } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { errorAdvice } from "@/components/ui/error-advice";
import { useCheckRetention } from "@/lib/client/retention";
import { grouped } from "@/lib/core/format";
import {
  RECORD_CLASS_WORDS,
  type RetentionCounts,
  type RetentionRuleRow,
  type RetentionView,
} from "@/lib/domain/retention";
import { KeepDaysDialog } from "./KeepDaysDialog";
import styles from "./SettingsPage.module.css";

/** "1 200", with what a hold kept below it; a dash where the class was not looked at. */
function CountCell({ counts, rule }: { counts: RetentionCounts | null; rule: RetentionRuleRow }) {
  const removed = counts?.removed[rule.recordClass];
  const held = counts?.heldBack[rule.recordClass] ?? 0;
  if (removed === undefined) return <>–</>;
  return (
    <>
      {grouped(removed)}
      {held === 0 ? null : <div className={styles.classSentence}>{grouped(held)} held</div>}
    </>
  );
}

function RunLine({ view }: { view: RetentionView }) {
  const { lastRun, nextRunMs } = view;
  return (
    <p className={styles.line}>
      {nextRunMs === null ? (
        "No class has days set, so nothing is removed."
      ) : (
        <>
          Next run <TimeUtc ms={nextRunMs} /> or shortly after, while the desk is served.
        </>
      )}{" "}
      {lastRun === null ? (
        "There was no run yet."
      ) : (
        <>
          Last run <TimeUtc ms={lastRun.startedAtMs} />
          {lastRun.finishedAtMs === null ? ", still under way." : "."}
        </>
      )}
    </p>
  );
}

function ruleColumns(
  lastRun: RetentionCounts | null,
  checked: RetentionCounts | undefined,
  onEdit: ((rule: RetentionRuleRow) => void) | null,
): Column<RetentionRuleRow>[] {
  return [
    {
      id: "class",
      header: "Class of record",
      cell: (rule) => (
        <>
          <div className={styles.className}>{RECORD_CLASS_WORDS[rule.recordClass].label}</div>
          <div className={styles.classSentence}>{RECORD_CLASS_WORDS[rule.recordClass].sentence}</div>
        </>
      ),
    },
    {
      id: "days",
      header: "Kept",
      numeric: true,
      width: "140px",
      cell: (rule) => (
        <span className={styles.days}>
          {rule.keepDays === null ? "all" : `${grouped(rule.keepDays)} d`}
          {onEdit === null ? null : (
            <Button
              size="small"
              variant="quiet"
              aria-label={`Change how long ${RECORD_CLASS_WORDS[rule.recordClass].label} are kept`}
              onClick={() => onEdit(rule)}
            >
              Change…
            </Button>
          )}
        </span>
      ),
    },
    {
      id: "removed",
      header: "Removed last run",
      numeric: true,
      width: "120px",
      cell: (rule) => <CountCell counts={lastRun} rule={rule} />,
    },
    ...(checked === undefined
      ? []
      : [
          {
            id: "check",
            header: "Would go now",
            numeric: true,
            width: "110px",
            cell: (rule: RetentionRuleRow) => <CountCell counts={checked} rule={rule} />,
          },
        ]),
  ];
}

/** Days per class of record, what the last run removed, and what one would remove now. */
export function RetentionPanel({ view }: { view: RetentionView }) {
  const mayEdit = useHasRole("admin", "counsel");
  const check = useCheckRetention();
  const [editing, setEditing] = useState<RetentionRuleRow | null>(null);
  const columns = ruleColumns(view.lastRun, check.data, mayEdit ? setEditing : null);
  return (
    <Panel
      title="Retention"
      flush
      actions={
        <Button size="small" busy={check.isPending} onClick={() => check.mutate()}>
          Dry run
        </Button>
      }
    >
      <RunLine view={view} />
      {view.lastRun?.error === null || view.lastRun === null ? null : (
        <Notice tone="warn">The last run did not finish: {view.lastRun.error}.</Notice>
      )}
      {check.isError ? <Notice tone="counter">{errorAdvice(check.error).text}</Notice> : null}
      <DataTable
        caption="How long each class of record is kept"
        columns={columns}
        rows={view.rules}
        rowKey={(rule) => rule.recordClass}
      />
      {editing === null ? null : (
        <KeepDaysDialog
          rule={editing}
          onClose={() => {
            setEditing(null);
            check.reset();
          }}
        />
      )}
    </Panel>
  );
}
