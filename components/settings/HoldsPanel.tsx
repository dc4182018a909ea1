"use client";

import { useState } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Id } from "@/components/ui/Id";
import { Panel } from "@/components/ui/Panel";
import { TimeUtc } from "@/components/ui/TimeUtc";
import type { HoldRow } from "@/lib/domain/retention";
import { LiftHoldDialog } from "./LiftHoldDialog";
import { PlaceHoldDialog } from "./PlaceHoldDialog";
import styles from "./SettingsPage.module.css";

function HeldCell({ hold }: { hold: HoldRow }) {
  if (hold.scope === "everything") return <strong>Everything</strong>;
  if (hold.scope === "case") return <>Case {hold.objectLabel}</>;
  return <Id value={hold.objectId} max={22} what="account id" />;
}

function holdColumns(onLift: ((hold: HoldRow) => void) | null): Column<HoldRow>[] {
  return [
    { id: "held", header: "Held", cell: (hold) => <HeldCell hold={hold} /> },
    {
      id: "reason",
      header: "Reason",
      cell: (hold) => (
        <>
          <bdi className={styles.reason}>{hold.reason}</bdi>
          {hold.liftReason === null ? null : (
            <div className={styles.classSentence}>
              Lifted: <bdi>{hold.liftReason}</bdi>
            </div>
          )}
        </>
      ),
    },
    {
      id: "placed",
      header: "Placed",
      cell: (hold) => (
        <>
          <TimeUtc ms={hold.placedAtMs} precision="day" />
          <div className={styles.classSentence}>
            <bdi>{hold.placedByName}</bdi>
          </div>
        </>
      ),
    },
    {
      id: "state",
      header: "State",
      cell: (hold) =>
        hold.liftedAtMs === null ? (
          <span className={styles.days}>
            <Badge tone="info">stands</Badge>
            {onLift !== null ? (
              <Button size="small" variant="quiet" onClick={() => onLift(hold)}>
                Lift…
              </Button>
            ) : null}
          </span>
        ) : (
          <>
            <Badge>lifted</Badge>
            <div className={styles.classSentence}>
              <TimeUtc ms={hold.liftedAtMs} precision="day" /> · <bdi>{hold.liftedByName}</bdi>
            </div>
          </>
        ),
    },
  ];
}

/** Legal holds, standing ones first; counsel places and lifts them. */
export function HoldsPanel({ holds }: { holds: readonly HoldRow[] }) {
  const mayEdit = useHasRole("counsel");
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<HoldRow | null>(null);
  const columns = holdColumns(mayEdit ? setLifting : null);
  return (
    <Panel
      title="Legal holds"
      flush
      actions={
        mayEdit ? (
          <Button size="small" onClick={() => setPlacing(true)}>
            Place a hold
          </Button>
        ) : null
      }
    >
      <DataTable
        caption="Legal holds"
        columns={columns}
        rows={holds}
        rowKey={(hold) => hold.id}
        empty={
          <EmptyState title="No hold stands">
            A hold keeps records past their days: of everything, of a case’s accounts, or of one account.
            Counsel places it.
          </EmptyState>
        }
      />
      {placing ? <PlaceHoldDialog onClose={() => setPlacing(false)} /> : null}
      {lifting === null ? null : <LiftHoldDialog hold={lifting} onClose={() => setLifting(null)} />}
    </Panel>
  );
}
