"use client";

import { Download } from "lucide-react";
import { useHasRole } from "@/components/shell/ActorContext";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Id } from "@/components/ui/Id";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { packetDownloadPath } from "@/lib/client/cases";
import type { CaseView } from "@/lib/domain/case";
import type { PacketSummary } from "@/lib/domain/packet";
import { PacketBuilder } from "./PacketBuilder";
import styles from "./PacketPanel.module.css";
import { VerifyLine } from "./VerifyLine";
import { printedBytes } from "./printed-bytes";
import { TIER_LABEL } from "./tier-words";

function packetColumns(contentHash: string): Column<PacketSummary>[] {
  return [
    { id: "number", header: "Packet", cell: (row) => <strong>{row.number}</strong> },
    { id: "tier", header: "Tier", cell: (row) => TIER_LABEL[row.tier] },
    { id: "bytes", header: "Size", numeric: true, cell: (row) => printedBytes(row.bytes) },
    {
      id: "sha256",
      header: "SHA-256",
      cell: (row) => <Id value={row.sha256} max={20} what="SHA-256 of the file" />,
    },
    {
      id: "built",
      header: "Built",
      cell: (row) => (
        <span className={styles.built}>
          <TimeUtc ms={row.builtAtMs} />
          <span className={styles.quiet}>
            by <Sentence>{row.builtBy}</Sentence>
            {row.approvedContentHash === contentHash ? "" : ", under an earlier approval"}
          </span>
        </span>
      ),
    },
    {
      id: "download",
      header: <span className="visually-hidden">Download</span>,
      cell: (row) => (
        <a href={packetDownloadPath(row.id)} download={row.filename} className={styles.download}>
          <Download aria-hidden />
          Download<span className="visually-hidden"> {row.number}</span>
        </a>
      ),
    },
  ];
}

/** Builds packets of an approved case, and lists those that were built with what a recipient needs to check them. */
export function PacketPanel({ view }: { view: CaseView }) {
  const isCounsel = useHasRole("counsel");
  const newestFirst = [...view.packets].sort((a, b) => b.builtAtMs - a.builtAtMs);
  return (
    <>
      <Panel
        title="Build a packet"
        note="one sealed zip: report, records, claims, links, custody, and the means to check them"
      >
        <PacketBuilder view={view} isCounsel={isCounsel} />
      </Panel>
      <Panel title="Built packets" flush>
        <DataTable
          caption="Built packets"
          columns={packetColumns(view.contentHash)}
          rows={newestFirst}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="No packet yet">
              {view.status === "approved"
                ? "Choose a tier above and build one."
                : "A packet is built from an approved case."}
            </EmptyState>
          }
        />
        {newestFirst[0] === undefined ? null : (
          <VerifyLine packetId={newestFirst[0].id} filename={newestFirst[0].filename} />
        )}
      </Panel>
    </>
  );
}
