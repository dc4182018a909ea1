import { readFileSync } from "node:fs";
import path from "node:path";
import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import * as schema from "@/drizzle/schema";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { projectRoot } from "@/lib/stores/root";

const folder = path.join(projectRoot(), "drizzle/migrations");
const journal = z
  .object({ entries: z.array(z.object({ idx: z.number(), when: z.number(), tag: z.string() })) })
  .parse(JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8")));

let opened: TestStores;
beforeAll(async () => {
  opened = await openTestStores();
});
afterAll(async () => opened.close());

test("each migration is named by what it does, and they come in order", () => {
  for (const [index, entry] of journal.entries.entries()) {
    expect(entry.tag).toMatch(new RegExp(`^${String(index).padStart(4, "0")}(_[a-z]+){2,}$`));
    expect(entry.when).toBeGreaterThan(journal.entries[index - 1]?.when ?? 0);
  }
});

test("every table and column that the code names is there after migrating", async () => {
  for (const table of Object.values(schema)) {
    if (!is(table, PgTable)) continue;
    expect(Object.keys(getTableColumns(table)).length).toBeGreaterThan(0);
    await expect(
      opened.stores.casebook.select().from(table).limit(1),
      getTableConfig(table).name,
    ).resolves.toBeInstanceOf(Array);
  }
});

test("migrating again changes nothing and fails nothing", async () => {
  const head = await opened.stores.casebook.select().from(schema.auditHead);
  await migrate(opened.stores.casebook, { migrationsFolder: folder });
  expect(await opened.stores.casebook.select().from(schema.auditHead)).toEqual(head);
  expect(head).toEqual([{ id: 1, seq: 0, hash: "0".repeat(64) }]);
});

test("two openers at once find one casebook", async () => {
  const again = await Promise.all([opened.openAgain(), opened.openAgain()]);
  for (const stores of again) expect(await stores.casebook.select().from(schema.auditHead)).toHaveLength(1);
});
