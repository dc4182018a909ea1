import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signInFailure, userRole } from "@/drizzle/schema";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import type { Stores } from "@/lib/stores/connect";

let opened: TestStores;
let clients: Stores[];
beforeAll(async () => {
  opened = await openTestStores();
  clients = [opened.stores, await opened.openAgain()];
});
afterAll(async () => opened.close());

const TURNS = 120;
const LONG = "z".repeat(200_000);

test("whatever others do at the same time, everybody gets the answer to their own question", async () => {
  const [first] = clients;
  if (first === undefined) throw new Error("no client");
  await first.casebook
    .insert(signInFailure)
    .values({ emailHash: "counter", windowStartedAt: new Date(0), failures: 0 });
  const wrong: string[] = [];
  let kept = 0;

  const asks = async ({ casebook }: Stores, name: string, turn: number): Promise<void> => {
    const value = `${name}:${turn}`;
    const { rows } = await casebook.execute(sql`SELECT ${value}::text AS value, ${turn}::int AS turn`);
    if (rows[0]?.["value"] !== value || rows[0]["turn"] !== turn) wrong.push(value);
  };
  const asksAtLength = async ({ casebook }: Stores, name: string, turn: number): Promise<void> => {
    const value = `${name}:${turn}:${LONG}`;
    const { rows } = await casebook.execute(sql`SELECT ${value}::text AS value`);
    if (rows[0]?.["value"] !== value) wrong.push(`${name}:${turn} at length`);
  };
  const fails = async ({ casebook }: Stores, name: string): Promise<void> => {
    const said = await casebook.execute(sql`SELECT 1 / ${0}::int AS never`).then(
      () => "it was done",
      (error: unknown) =>
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error),
    );
    if (said !== "division by zero") wrong.push(`${name}: ${said}`);
  };
  const reads = async ({ casebook }: Stores, name: string): Promise<void> => {
    if ((await casebook.select().from(userRole).where(eq(userRole.userId, name))).length !== 0)
      wrong.push(`${name} has a role`);
  };
  const counts = async ({ casebook }: Stores, name: string, turn: number): Promise<void> => {
    const takenBack = turn % 5 === 4;
    await casebook
      .transaction(async (tx) => {
        const [row] = await tx
          .select()
          .from(signInFailure)
          .where(eq(signInFailure.emailHash, "counter"))
          .for("update");
        if (row === undefined) wrong.push(`${name}: no counter`);
        await tx
          .update(signInFailure)
          .set({ failures: (row?.failures ?? 0) + 1 })
          .where(eq(signInFailure.emailHash, "counter"));
        if (takenBack) throw new RangeError("taken back");
        kept += 1;
      })
      .catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error;
      });
  };

  const works = [asks, counts, reads, fails, counts, asks, asksAtLength, reads];
  await Promise.all(
    works.flatMap((work, number) =>
      clients.map(async (stores, client) => {
        for (let turn = 0; turn < (work === asksAtLength ? TURNS / 4 : TURNS); turn++)
          await work(stores, `worker_${number}_${client}`, turn);
      }),
    ),
  );
  expect(wrong).toEqual([]);
  const [counter] = await first.casebook.select().from(signInFailure);
  expect(counter?.failures).toBe(kept);
});
