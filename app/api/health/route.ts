import { sql } from "drizzle-orm";
import { handlePublic } from "@/lib/services/http/handle";

/** Whether both stores answer; says nothing else. */
export const GET = handlePublic({}, async ({ desk }) => {
  await Promise.all([
    desk.stores.casebook.execute(sql`SELECT 1`),
    desk.stores.evidence.query({ query: "SELECT 1", format: "JSONEachRow" }).then((result) => result.json()),
  ]);
  return { ok: true };
});
