import { queryOptions } from "@tanstack/react-query";
import type { ImportRecord } from "@/lib/domain/import";
import type { UndoPreview } from "@/lib/domain/upload";
import { getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

const RUNNING_REFRESH_MS = 1_000;

function importPath(importId: string, rest: string): string {
  return `/api/imports/${segment(importId)}${rest}`;
}

export const importsQuery = queryOptions({
  queryKey: queryKeys.imports,
  queryFn: ({ signal }) => getJson<ImportRecord[]>("/api/imports", signal),
  refetchInterval: (query) =>
    query.state.data?.some((record) => record.status === "running" || record.status === "publishing") === true
      ? RUNNING_REFRESH_MS
      : false,
});

export async function cancelImport(importId: string): Promise<void> {
  await sendJson("POST", importPath(importId, "/cancel"));
}

export async function resumeImport(importId: string): Promise<void> {
  await sendJson("POST", importPath(importId, "/resume"));
}

/** What an undo would take away. */
export function undoPreviewQuery(importId: string) {
  return queryOptions({
    queryKey: queryKeys.undoPreview(importId),
    queryFn: ({ signal }) => getJson<UndoPreview>(importPath(importId, "/undo"), signal),
    staleTime: 0,
  });
}

export async function undoImport(importId: string, reason: string): Promise<void> {
  await sendJson("POST", importPath(importId, "/undo"), { reason });
}

export function rejectsPath(importId: string): string {
  return importPath(importId, "/rejects");
}
