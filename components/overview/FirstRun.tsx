import { ButtonLink } from "@/components/ui/Button";
import { Command } from "@/components/ui/Command";
import { EmptyState } from "@/components/ui/EmptyState";
import { Panel } from "@/components/ui/Panel";
import { counted } from "@/lib/core/format";
import type { OverviewView } from "@/lib/domain/views";
import styles from "./FirstRun.module.css";
import { RESOLVE_COMMAND } from "./RunStatus";

/** Before there is a picture: how records come in, or how networks are made from them. */
export function FirstRun({ totals }: { totals: OverviewView["totals"] }) {
  if (totals.accounts > 0) {
    return (
      <Panel title="Resolve networks" flush>
        <EmptyState
          title={`${counted(totals.accounts, "account")} and ${counted(totals.exchanges, "exchange")} are imported`}
          action={<ButtonLink href="/sources">See the imports</ButtonLink>}
        >
          <p>Networks appear once the links between accounts are scored:</p>
          <Command>{RESOLVE_COMMAND}</Command>
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className={styles.ways}>
      <Panel title="Your own records" flush>
        <EmptyState
          title="A folder of CSV, NDJSON or Parquet files"
          action={<ButtonLink href="/sources">What the folder holds</ButtonLink>}
        >
          <p>
            Only <code>accounts</code> must be there; each further file (exchanges, payment instruments, API
            keys, …) lets the desk see more. Bad rows are set aside with their number and reason; nothing is
            half-imported.
          </p>
          <Command>npm run ringleader -- ingest PATH</Command>
          <Command>{RESOLVE_COMMAND}</Command>
        </EmptyState>
      </Panel>
      <Panel title="A synthetic campaign" flush>
        <EmptyState title="An operator hidden among honest customers, all invented">
          <p>
            The same picture as with real records, to learn the desk on: every name and address in it is made
            up.
          </p>
          <Command>npm run ringleader -- synth ./bundle</Command>
          <Command>npm run ringleader -- ingest ./bundle</Command>
          <Command>{RESOLVE_COMMAND}</Command>
        </EmptyState>
      </Panel>
    </div>
  );
}
