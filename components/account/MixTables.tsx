"use client";

import { cleanText, shortLabel } from "@/components/graph/label";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { KindIcon } from "@/components/ui/KindIcon";
import { grouped } from "@/lib/core/format";
import { identifierNodeId } from "@/lib/domain/graph-id";
import type { AccountProfile } from "@/lib/domain/profile";
import styles from "./account.module.css";
import { shareWords } from "./asks-for";
import { useFirstRows } from "./use-first-rows";

type Template = AccountProfile["templates"]["rows"][number];
type Capability = AccountProfile["capabilities"]["rows"][number];

function countColumns<Row extends { count: number }>(exchanges: number): Column<Row>[] {
  return [
    {
      id: "count",
      header: "Exchanges",
      numeric: true,
      sortValue: (row) => row.count,
      cell: (row) => grouped(row.count),
    },
    { id: "share", header: "Share", numeric: true, cell: (row) => shareWords(row.count, exchanges) },
  ];
}

const templateColumn: Column<Template> = {
  id: "template",
  header: "Template",
  cell: (row) => (
    <span className={styles.identifier}>
      <KindIcon kind="prompt_template" />
      <bdi className={styles.mono} title={cleanText(row.value)}>
        {shortLabel(row.display, 20)}
      </bdi>
    </span>
  ),
};

const crowdColumn: Column<Template> = {
  id: "crowd",
  header: "Accounts on it",
  numeric: true,
  sortValue: (row) => row.crowd,
  cell: (row) => grouped(row.crowd),
};

const capabilityColumn: Column<Capability> = {
  id: "capability",
  header: "Capability",
  cell: (row) => <bdi>{shortLabel(row.name.replaceAll("_", " "), 32)}</bdi>,
};

/** Prompt templates, each a link to who else uses it. */
export function TemplatesTable({
  templates,
  exchanges,
}: {
  templates: AccountProfile["templates"];
  exchanges: number;
}) {
  const { rows, more } = useFirstRows(templates.rows);
  const columns = [templateColumn, crowdColumn, ...countColumns<Template>(exchanges)];
  return (
    <DataTable
      caption="Prompt templates of the account's exchanges"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.value}
      rowHref={(row) =>
        `/investigate?identifier=${encodeURIComponent(identifierNodeId({ kind: "prompt_template", value: row.value }))}`
      }
      total={templates.names}
      noun="templates"
      more={more}
    />
  );
}

export function CapabilitiesTable({
  capabilities,
  exchanges,
}: {
  capabilities: AccountProfile["capabilities"];
  exchanges: number;
}) {
  const { rows, more } = useFirstRows(capabilities.rows);
  const columns = [capabilityColumn, ...countColumns<Capability>(exchanges)];
  return (
    <DataTable
      caption="Capabilities of the account's exchanges"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.name}
      total={capabilities.names}
      noun="capabilities"
      more={more}
    />
  );
}
