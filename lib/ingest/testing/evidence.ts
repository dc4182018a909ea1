import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { openDataDir, type DataDir } from "@/lib/stores/data-dir";
import { startHost } from "@/lib/stores/embedded/host";
import { evidenceSocketClient } from "@/lib/stores/evidence/client";
import { migrateEvidence } from "@/lib/stores/evidence/migrate";

export interface TemporaryEvidence {
  dir: DataDir;
  client: ClickHouseClient;
  /** Lines of a query in TabSeparated form. */
  lines(sql: string): Promise<string[]>;
  close(): Promise<void>;
}

/** A real evidence store in a folder of its own, gone with `close`. */
export async function temporaryEvidence(): Promise<TemporaryEvidence> {
  const dir = openDataDir(mkdtempSync(path.join(tmpdir(), "ringleader-ingest-")));
  const host = await startHost(dir, { embedEvidence: true, embedCasebook: false });
  const client = evidenceSocketClient(host.info().evidenceSocket ?? "");
  await migrateEvidence(client);
  return {
    dir,
    client,
    async lines(sql) {
      const result = await client.query({ query: sql, format: "TabSeparated" });
      return (await result.text()).split("\n").filter((line) => line !== "");
    },
    async close() {
      await client.close();
      await host.close();
      rmSync(dir.path, { recursive: true, force: true });
    },
  };
}
