"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Count } from "@/components/ui/Count";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Id } from "@/components/ui/Id";
import { Sentence } from "@/components/ui/Sentence";
import type { ImportFileSummary } from "@/lib/domain/import";
import { byteWords } from "./import-status";

function FileState({ file, takenIn }: { file: ImportFileSummary; takenIn: string }) {
  if (file.refused !== undefined) return <Sentence>{`refused as a whole: ${file.refused}`}</Sentence>;
  if (file.duplicateOf === undefined) return <>{takenIn}</>;
  return (
    <>
      <Link href={`/sources?import=${encodeURIComponent(file.duplicateOf)}`}>came in before</Link>, passed
      over
    </>
  );
}

function columnsOf(takenIn: string): readonly Column<ImportFileSummary>[] {
  return [
    {
      id: "file",
      header: "File",
      sortValue: (file) => file.file,
      cell: (file) => <Sentence>{file.file}</Sentence>,
    },
    { id: "table", header: "Table", cell: (file) => file.table },
    {
      id: "rows",
      header: "Rows",
      numeric: true,
      sortValue: (file) => file.rows,
      cell: (file) => <Count value={file.rows} />,
    },
    {
      id: "rejected",
      header: "Set aside",
      numeric: true,
      sortValue: (file) => file.rejected,
      cell: (file) => <Count value={file.rejected} />,
    },
    {
      id: "bytes",
      header: "Size",
      numeric: true,
      sortValue: (file) => file.bytes,
      cell: (file) => byteWords(file.bytes),
    },
    { id: "sha256", header: "SHA-256", cell: (file) => <Id value={file.sha256} what="SHA-256" /> },
    { id: "state", header: "State", cell: (file) => <FileState file={file} takenIn={takenIn} /> },
    {
      id: "ignored",
      header: "Columns not read",
      cell: (file) => <Sentence>{file.ignoredColumns?.join(", ") ?? ""}</Sentence>,
    },
  ];
}

/** Files as an import or a check read them. A file that feeds two tables has two rows. */
export function FilesTable({
  caption,
  files,
  takenIn,
  empty,
}: {
  caption: string;
  files: readonly ImportFileSummary[];
  /** What is said of a file whose rows came in. */
  takenIn: string;
  empty: ReactNode;
}) {
  return (
    <DataTable
      caption={caption}
      columns={columnsOf(takenIn)}
      rows={files}
      rowKey={(file) => `${file.file} ${file.table}`}
      empty={empty}
    />
  );
}
