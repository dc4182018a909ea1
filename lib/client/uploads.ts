import { queryOptions } from "@tanstack/react-query";
import type { DryRunView, ReadingChoice, UploadInspection, UploadView } from "@/lib/domain/upload";
import { getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

const RUNNING_REFRESH_MS = 1_000;

function uploadPath(uploadId: string, rest = ""): string {
  return `/api/uploads/${segment(uploadId)}${rest}`;
}

export async function openUpload(): Promise<UploadView> {
  return await sendJson<UploadView>("POST", "/api/uploads");
}

export function uploadQuery(uploadId: string) {
  return queryOptions({
    queryKey: queryKeys.uploads.one(uploadId),
    queryFn: ({ signal }) => getJson<UploadView>(uploadPath(uploadId), signal),
  });
}

export async function discardUpload(uploadId: string): Promise<void> {
  await sendJson("DELETE", uploadPath(uploadId));
}

export async function removeUploadedFile(uploadId: string, name: string): Promise<UploadView> {
  return await sendJson<UploadView>("DELETE", uploadPath(uploadId, `/files/${segment(name)}`));
}

/** Columns, first rows and fitting presets of every file. */
export function inspectionQuery(uploadId: string) {
  return queryOptions({
    queryKey: queryKeys.uploads.inspection(uploadId),
    queryFn: ({ signal }) => getJson<UploadInspection>(uploadPath(uploadId, "/inspect"), signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function dryRunQuery(uploadId: string) {
  return queryOptions({
    queryKey: queryKeys.uploads.dryRun(uploadId),
    queryFn: ({ signal }) => getJson<DryRunView>(uploadPath(uploadId, "/dry-run"), signal),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.state === "running" ? RUNNING_REFRESH_MS : false),
  });
}

export async function startDryRun(uploadId: string, choice: ReadingChoice): Promise<DryRunView> {
  return await sendJson<DryRunView>("POST", uploadPath(uploadId, "/dry-run"), choice);
}

export async function cancelDryRun(uploadId: string): Promise<DryRunView> {
  return await sendJson<DryRunView>("DELETE", uploadPath(uploadId, "/dry-run"));
}

export function dryRunRejectsPath(uploadId: string): string {
  return uploadPath(uploadId, "/dry-run/rejects");
}

export async function startImport(uploadId: string, choice: ReadingChoice): Promise<{ importId: string }> {
  return await sendJson<{ importId: string }>("POST", "/api/imports", { uploadId, ...choice });
}
