import type { ReactNode } from "react";
import { Count } from "@/components/ui/Count";
import { WindowUtc } from "@/components/ui/TimeUtc";
import type { OverviewView, ResolveRunSummary } from "@/lib/domain/views";
import styles from "./Totals.module.css";

/** What the desk knows, in one line: each figure with its unit, all over the window at the end. */
export function Totals({
  totals,
  run,
  networks,
}: {
  totals: OverviewView["totals"];
  run: ResolveRunSummary;
  networks: number;
}) {
  return (
    <dl className={styles.totals}>
      <Total label="networks">
        <Count value={networks} />
      </Total>
      <Total label="links scored">
        <Count value={run.links} short />
      </Total>
      <Total label="accounts">
        <Count value={totals.accounts} short />
      </Total>
      <Total label="exchanges">
        <Count value={totals.exchanges} short />
      </Total>
      <Total label="identifiers">
        <Count value={totals.identifiers} short />
      </Total>
      <Total label="imports">
        <Count value={totals.imports} />
      </Total>
      <Total label="window of the exchanges">
        <WindowUtc fromMs={totals.firstMs} toMs={totals.lastMs} />
      </Total>
    </dl>
  );
}

function Total({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.total}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
