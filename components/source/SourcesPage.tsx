"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/shell/Page";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { importsQuery } from "@/lib/client/imports";
import { compact, counted } from "@/lib/core/format";
import type { ImportRecord } from "@/lib/domain/import";
import { BundleGuide } from "./BundleGuide";
import { ImportDetail } from "./ImportDetail";
import { ImportsTable } from "./ImportsTable";

/** Where the records came from: every import, its files, and what was set aside. */
export function SourcesPage() {
  const imports = useQuery(importsQuery);
  const chosenId = useSearchParams().get("import");
  if (imports.isPending) {
    return (
      <Page title="Sources">
        <Panel title="Imports" flush>
          <SkeletonRows rows={4} />
        </Panel>
      </Page>
    );
  }
  if (imports.data === undefined) {
    return (
      <Page title="Sources">
        <Panel title="Could not be read" flush>
          <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />
        </Panel>
      </Page>
    );
  }
  const records = imports.data;
  const chosen = records.find((record) => record.id === chosenId) ?? records[0];
  return (
    <Page title="Sources" lead={leadOf(records)}>
      {records.length === 0 ? null : <ImportsTable records={records} chosenId={chosen?.id ?? null} />}
      {chosen === undefined ? null : <ImportDetail record={chosen} />}
      <BundleGuide open={records.length === 0} />
    </Page>
  );
}

function leadOf(records: readonly ImportRecord[]): string {
  if (records.length === 0) return "Nothing imported yet.";
  const rows = records.reduce((sum, record) => sum + record.rows, 0);
  const rejected = records.reduce((sum, record) => sum + record.rejected, 0);
  return `${counted(records.length, "import")}, ${compact(rows)} rows taken in, ${compact(rejected)} set aside with a reason.`;
}
