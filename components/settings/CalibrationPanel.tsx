"use client";

import { useQuery } from "@tanstack/react-query";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { calibrationQuery } from "@/lib/client/calibration";
import { counted, grouped } from "@/lib/core/format";
import type { CalibrationBin, CalibrationInUse, CalibrationView } from "@/lib/domain/calibration";
import styles from "./SettingsPage.module.css";

const inHundred = (share: number | null): string => (share === null ? "–" : (100 * share).toFixed(0));

const COLUMNS: readonly Column<CalibrationBin>[] = [
  {
    id: "promised",
    header: "Promised, of 100",
    cell: (bin) => `${inHundred(bin.from)}–${inHundred(bin.to)}`,
  },
  { id: "predicted", header: "On average", numeric: true, cell: (bin) => inHundred(bin.predicted) },
  { id: "observed", header: "Decided must link", numeric: true, cell: (bin) => inHundred(bin.observed) },
  {
    id: "interval",
    header: "95 % interval",
    numeric: true,
    cell: (bin) => (bin.low === null ? "–" : `${inHundred(bin.low)}–${inHundred(bin.high)}`),
  },
  { id: "n", header: "Pairs", numeric: true, cell: (bin) => grouped(bin.n) },
];

function InUse({ inUse }: { inUse: CalibrationInUse }) {
  return (
    <>
      <p className={styles.line}>
        {`Fitted on ${counted(inUse.mustLink + inUse.cannotLink, "decision")} (${grouped(inUse.mustLink)} must be linked, ${grouped(inUse.cannotLink)} cannot be), on `}
        <TimeUtc ms={inUse.fittedAtMs} precision="day" />
        {`. Links of ${inUse.bitsMin.toFixed(1)} to ${inUse.bitsMax.toFixed(1)} bits can have a probability. Expected calibration error ${inUse.expectedCalibrationError.toFixed(3)}, on decisions it had not seen.`}
      </p>
      <DataTable
        caption="Promised probabilities and what analysts decided"
        columns={COLUMNS}
        rows={inUse.bins}
        rowKey={(bin) => String(bin.from)}
      />
    </>
  );
}

function NoneInUse({ view }: { view: CalibrationView }) {
  return (
    <EmptyState title="No probabilities yet">
      {`Links are shown with their bits alone. ${view.missing ?? `${counted(view.decisions, "judged pair is", "judged pairs are")} enough for a fit.`} `}
      {view.missing === null ? (
        <>
          Whoever runs the desk fits with <code>ringleader calibrate</code>; it is kept where decisions it has
          not seen bear it out.
        </>
      ) : (
        "Every decision on a link counts, also those that were withdrawn."
      )}
    </EmptyState>
  );
}

/** What a number of bits has been worth here: promised probabilities against what analysts decided. */
export function CalibrationPanel() {
  const calibration = useQuery(calibrationQuery);
  const view = calibration.data;
  return (
    <Panel
      title="Calibration"
      note={view === undefined ? undefined : (view.inUse?.version ?? view.method)}
      flush={!calibration.isError}
    >
      {calibration.isError ? (
        <ErrorState error={calibration.error} onRetry={() => void calibration.refetch()} />
      ) : view === undefined ? (
        <SkeletonRows rows={3} />
      ) : view.inUse === null ? (
        <NoneInUse view={view} />
      ) : (
        <InUse inUse={view.inUse} />
      )}
    </Panel>
  );
}
