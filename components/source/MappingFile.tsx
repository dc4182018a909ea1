"use client";

import { Badge } from "@/components/ui/Badge";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { BUNDLE_TABLES, type BundleTable } from "@/lib/domain/import";
import type { InspectedFile, TableColumns } from "@/lib/domain/upload";
import { MappingRow } from "./MappingRow";
import { draftFor, draftProblems, type FileDraft } from "./mapping-draft";
import styles from "./mapping.module.css";
import { PreviewTable } from "./PreviewTable";

const TABLE_WORDS: Record<Exclude<BundleTable, "truth">, string> = {
  accounts: "accounts: who the accounts are",
  api_keys: "api_keys: keys and when they lived",
  payment_instruments: "payment_instruments: cards, banks, wallets",
  exchanges: "exchanges: the request log",
  observations: "observations: any other signal accounts share",
  events: "events: bans, verifications, releases, tips",
  roster: "roster: known shared infrastructure",
  asn: "asn: your own knowledge of networks",
};

/** One file of the mapping step: what it is, where each column comes from, its first rows. */
export function MappingFile({
  file,
  draft,
  tables,
  onChange,
}: {
  file: InspectedFile;
  draft: FileDraft;
  tables: readonly TableColumns[];
  onChange: (draft: FileDraft) => void;
}) {
  const { inspection } = file;
  if (inspection === null) return <UnreadableFile file={file} />;
  const spec = tables.find((candidate) => candidate.table === draft.table);
  const problems = draftProblems(draft, tables);
  const used = new Set(
    Object.values(draft.columns).flatMap((source) => (source.from === "column" ? [source.name] : [])),
  );
  const left = inspection.columns.filter((column) => !used.has(column.name));
  return (
    <Panel
      title={file.name}
      note={`${inspection.format}, ${inspection.columns.length + inspection.columnsLeftOff} columns`}
      actions={problems.length === 0 ? undefined : <Badge tone="warn">{problems.length} to decide</Badge>}
    >
      <label className={styles.what}>
        <span>This file holds</span>
        <select
          className={styles.select}
          value={draft.table ?? ""}
          onChange={(event) => {
            const table = BUNDLE_TABLES.find((known) => known === event.target.value) ?? null;
            onChange(draftFor(file, table, tables));
          }}
        >
          <option value="">nothing to import</option>
          {tables.map(({ table }) => (
            <option key={table} value={table}>
              {table === "truth" ? table : TABLE_WORDS[table]}
            </option>
          ))}
        </select>
      </label>
      {spec === undefined ? null : (
        <>
          <table className={styles.columns}>
            <caption className="visually-hidden">Where the columns of {spec.table} come from</caption>
            <thead>
              <tr>
                <th scope="col">Column of {spec.table}</th>
                <th scope="col">comes from</th>
                <th scope="col">as</th>
                <th scope="col">Samples</th>
              </tr>
            </thead>
            <tbody>
              {spec.columns.map((column) => (
                <MappingRow
                  key={column.name}
                  fileName={file.name}
                  column={column}
                  source={draft.columns[column.name] ?? { from: "nothing" }}
                  inspection={inspection}
                  onChange={(source) =>
                    onChange({ ...draft, columns: { ...draft.columns, [column.name]: source } })
                  }
                />
              ))}
            </tbody>
          </table>
          {problems.length === 0 ? null : <output className={styles.problems}>{problems.join("; ")}.</output>}
          {left.length === 0 ? null : (
            <p className={styles.left}>
              Not read: <Sentence>{left.map((column) => column.name).join(", ")}</Sentence>
            </p>
          )}
        </>
      )}
      <PreviewTable name={file.name} inspection={inspection} />
    </Panel>
  );
}

/** A file nobody can read, with the reason; it is passed over. */
export function UnreadableFile({ file }: { file: InspectedFile }) {
  return (
    <Panel title={file.name} note="cannot be read">
      <p className={styles.problems}>
        <Sentence>{`${(file.refused ?? "").replace(/[.]$/, "")}.`}</Sentence> It is passed over; go back to
        bring another.
      </p>
    </Panel>
  );
}
