import { infiniteQueryOptions } from "@tanstack/react-query";
import type { AuditRow } from "@/lib/domain/views";
import { apiPath, getJson } from "./fetcher";
import { queryKeys } from "./query-keys";

export interface AuditPage {
  rows: AuditRow[];
  /** Ask for rows before this number; null at the first row of the log. */
  next: number | null;
  verified: { ok: boolean; rows: number; sentence: string };
}

const FROM_NEWEST: number | null = null;

/** The audit log, newest first, page by page. */
export const auditQuery = infiniteQueryOptions({
  queryKey: queryKeys.audit,
  queryFn: ({ pageParam, signal }) =>
    getJson<AuditPage>(apiPath("/api/audit", { before: pageParam ?? undefined }), signal),
  initialPageParam: FROM_NEWEST,
  getNextPageParam: (page: AuditPage) => page.next,
});
