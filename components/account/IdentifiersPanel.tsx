import { cleanText, shortLabel } from "@/components/graph/label";
import { AddressCredits } from "@/components/roster/AddressCredits";
import { AddressOriginLine } from "@/components/roster/AddressOriginLine";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { grouped } from "@/lib/core/format";
import { identifierNodeId } from "@/lib/domain/graph-id";
import { MAIL_DOMAIN_LABEL } from "@/lib/domain/mail-domain";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";
import type { AccountView } from "@/lib/domain/views";
import styles from "./account.module.css";

type Row = AccountView["identifiers"][number];

const columns: Column<Row>[] = [
  {
    id: "value",
    header: "Identifier",
    cell: (row) => (
      <span className={styles.identifier}>
        <KindIcon kind={row.kind} />
        <bdi className={styles.mono} title={cleanText(row.display)}>
          {shortLabel(row.display, 30)}
        </bdi>
      </span>
    ),
  },
  { id: "kind", header: "Kind", sortValue: (row) => row.kindLabel, cell: (row) => cleanText(row.kindLabel) },
  {
    id: "crowd",
    header: "Accounts on it",
    numeric: true,
    sortValue: (row) => row.crowd,
    cell: (row) => grouped(row.crowd),
  },
  {
    id: "roster",
    header: "Roster",
    cell: (row) =>
      row.mailDomain !== null
        ? MAIL_DOMAIN_LABEL[row.mailDomain]
        : row.roster === null
          ? ""
          : ROSTER_CLASS_LABEL[row.roster],
  },
  {
    id: "origin",
    header: "Network it is in",
    sortValue: (row) => row.origin?.organization ?? null,
    cell: (row) => (row.origin === null ? "" : <AddressOriginLine origin={row.origin} max={24} />),
  },
  {
    id: "window",
    header: "Used (UTC)",
    sortValue: (row) => row.firstMs,
    cell: (row) => <WindowUtc fromMs={row.firstMs} toMs={row.lastMs} zone={false} />,
  },
  {
    id: "count",
    header: "Uses",
    numeric: true,
    sortValue: (row) => row.count,
    cell: (row) => grouped(row.count),
  },
];

/** What an account used, with how many accounts are on it; a row starts an investigation from it. */
export function IdentifiersPanel({ view }: { view: AccountView }) {
  return (
    <Panel title="Identifiers" flush>
      <DataTable
        caption="Identifiers the account used"
        columns={columns}
        rows={view.identifiers}
        rowKey={identifierNodeId}
        rowHref={(row) => `/investigate?identifier=${encodeURIComponent(identifierNodeId(row))}`}
        total={view.identifiersTotal}
        noun="identifiers"
      />
      <AddressCredits origins={view.identifiers.map((row) => row.origin)} />
    </Panel>
  );
}
