"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { cleanText, shortLabel } from "@/components/graph/label";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { countedKind } from "@/components/ui/kind-words";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { grouped } from "@/lib/core/format";
import { identifierNodeId } from "@/lib/domain/graph-id";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import type { SharedIdentifier } from "@/lib/domain/network";
import type { NetworkView } from "@/lib/domain/views";
import styles from "./network.module.css";

const columns: Column<SharedIdentifier>[] = [
  {
    id: "value",
    header: "Identifier",
    cell: (row) => (
      <span className={styles.identifier}>
        <KindIcon kind={row.kind} />
        <bdi className={styles.mono} title={cleanText(row.display)}>
          {shortLabel(row.display, 34)}
        </bdi>
      </span>
    ),
  },
  { id: "kind", header: "Kind", sortValue: (row) => row.kindLabel, cell: (row) => cleanText(row.kindLabel) },
  { id: "family", header: "Family", sortValue: (row) => row.family, cell: (row) => FAMILY_LABEL[row.family] },
  {
    id: "members",
    header: "Members",
    numeric: true,
    sortValue: (row) => row.members,
    cell: (row) => grouped(row.members),
  },
  {
    id: "others",
    header: "Other accounts",
    numeric: true,
    sortValue: (row) => row.others,
    cell: (row) => grouped(row.others),
  },
];

const SHARED_FIRST = 10;

/** What members of a network share, with how many others use it. */
export function SharedPanel({ view }: { view: NetworkView }) {
  const [all, setAll] = useState(false);
  const rows = all ? view.shared : view.shared.slice(0, SHARED_FIRST);
  const total = view.sharedCounts.reduce((sum, entry) => sum + entry.count, 0);
  return (
    <Panel
      title="What its members share"
      note={view.sharedCounts
        .map((entry) => countedKind(entry.count, entry.kind, cleanText(entry.kindLabel)))
        .join(" · ")}
      flush
    >
      <DataTable
        caption="Identifiers that members share"
        columns={columns}
        rows={rows}
        rowKey={identifierNodeId}
        rowHref={(row) => `/investigate?identifier=${encodeURIComponent(identifierNodeId(row))}`}
        total={Math.max(total, view.shared.length)}
        noun="shared identifiers, strongest first"
        more={
          rows.length < view.shared.length ? (
            <Button size="small" variant="quiet" onClick={() => setAll(true)}>
              {`Show ${grouped(view.shared.length)}`}
            </Button>
          ) : undefined
        }
      />
    </Panel>
  );
}
