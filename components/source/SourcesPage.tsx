"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Plus } from "lucide-react";
import { useEffect } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Page } from "@/components/shell/Page";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { importsQuery } from "@/lib/client/imports";
import { queryKeys } from "@/lib/client/query-keys";
import { compact, counted } from "@/lib/core/format";
import type { ImportRecord } from "@/lib/domain/import";
import { BundleGuide } from "./BundleGuide";
import { ImportDetail } from "./ImportDetail";
import { ImportsTable } from "./ImportsTable";
import { StaleNotice } from "./StaleNotice";

/** Where the records came from: every import, its files, and what was set aside. */
export function SourcesPage() {
  const imports = useQuery(importsQuery);
  const chosenId = useSearchParams().get("import");
  const mayAdd = useHasRole("investigator", "admin");
  const client = useQueryClient();
  const complete = imports.data?.filter((record) => record.status === "complete").length;
  useEffect(() => {
    // What came in or left changes what the networks are worth.
    if (complete === undefined) return;
    for (const queryKey of [queryKeys.resolve, queryKeys.overview])
      void client.invalidateQueries({ queryKey });
  }, [client, complete]);
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
    <Page
      title="Sources"
      lead={leadOf(records)}
      actions={
        mayAdd ? (
          <ButtonLink href="/sources/add" variant="primary" icon={<Plus aria-hidden />}>
            Add records
          </ButtonLink>
        ) : undefined
      }
    >
      <StaleNotice />
      {records.length === 0 ? (
        <Panel title="Imports" flush>
          <EmptyState title="No records yet">
            Accounts, keys, payment instruments and the request log come in here.{" "}
            {mayAdd ? "Begin with Add records: nothing is kept before you have seen what would come in." : ""}
          </EmptyState>
        </Panel>
      ) : null}
      {records.length === 0 ? null : <ImportsTable records={records} chosenId={chosen?.id ?? null} />}
      {chosen === undefined ? null : <ImportDetail record={chosen} />}
      <BundleGuide open={records.length === 0} />
    </Page>
  );
}

function leadOf(records: readonly ImportRecord[]): string {
  if (records.length === 0) return "Nothing imported yet.";
  const kept = records.filter((record) => record.status === "complete");
  const rows = kept.reduce((sum, record) => sum + record.rows, 0);
  const rejected = kept.reduce((sum, record) => sum + record.rejected, 0);
  return `${counted(kept.length, "complete import")}, ${compact(rows)} rows taken in, ${compact(rejected)} set aside with a reason.`;
}
