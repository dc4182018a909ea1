import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { rosterClassSchema } from "@/lib/domain/roster";
import { queryRows } from "../query";
import { countSchema } from "../schema";

const rosterRow = z.object({
  cidrOrValue: z.string(),
  kind: z.string(),
  class: rosterClassSchema.catch("other"),
  capacity: countSchema,
  note: z.string(),
  importId: z.string(),
});
export type ImportedRosterRow = z.infer<typeof rosterRow>;

/** What imports say of shared infrastructure, the newest import's word on each value. */
export async function readImportedRoster(client: ClickHouseClient): Promise<ImportedRosterRow[]> {
  return await queryRows(
    client,
    `SELECT r.cidr_or_value AS cidrOrValue, r.kind AS kind, argMax(r.class, r.import_id) AS class, argMax(r.capacity, r.import_id) AS capacity,
  argMax(r.note, r.import_id) AS note, splitByChar('/', toString(max(r.import_id)))[1] AS importId
FROM roster AS r GROUP BY r.cidr_or_value, r.kind ORDER BY kind, cidrOrValue`,
    {},
    rosterRow,
  );
}
