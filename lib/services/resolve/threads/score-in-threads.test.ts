import { expect, test } from "vitest";
import { randomInt, seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_MINUTE } from "@/lib/core/time";
import { EngineInputBuilder } from "@/lib/engine/input";
import { DEFAULT_PARAMETERS } from "@/lib/engine/parameters";
import { prepare } from "@/lib/engine/resolve";
import { scoreLinks } from "@/lib/engine/scoring/score-links";
import { scoreInThreads } from "./score-in-threads";

const ACCOUNTS = 24_000;
const OWN_USES = 16;
const BEGUN_MS = Date.UTC(2026, 3, 22);

/** More than half a million uses: pools of eight on a card and a machine, exits and builds many share, wallets that pay each other. */
function largeInput(): ReturnType<EngineInputBuilder["build"]> {
  const rng = seededRng("threads");
  const builder = new EngineInputBuilder();
  for (let n = 0; n < ACCOUNTS; n++) {
    const pool = Math.floor(n / 8);
    const at = BEGUN_MS + ((pool * 37) % 1_000) * 40 * MS_PER_MINUTE + (n % 8) * MS_PER_MINUTE;
    // Ids in an order that is not that of arrival.
    const accountId = `a${(n * 7_919) % ACCOUNTS}`;
    builder.addAccount({
      accountId,
      createdAtMs: at,
      verifiedEntity: n % 501 === 0 ? `LEI-${n % 7}` : "",
      contractId: n % 97 === 0 ? `C-${n % 5}` : "",
    });
    const use = (kind: string, value: string, laterMs = 0): void => {
      const firstSeenMs = at + laterMs;
      builder.addObservation({
        accountId,
        kind,
        value,
        firstSeenMs,
        lastSeenMs: firstSeenMs + MS_PER_MINUTE,
        count: 3,
      });
    };
    if (pool % 3 === 0) {
      use("payment_instrument", `pi_${pool}`);
      use("device", `rig_${pool}`);
    }
    use("client_profile", `build_${randomInt(rng, 40)}`);
    use("prompt_template", `tpl_${randomInt(rng, 3_000)}`);
    use("ip", `240.1.${randomInt(rng, 90)}.${randomInt(rng, 90)}`, randomInt(rng, 20) * MS_PER_DAY);
    use("wallet", `w_${n}`);
    use("recv_usdc_base", `w_${randomInt(rng, ACCOUNTS)}`);
    for (let i = 0; i < OWN_USES; i++) use("ip", `own_${n}_${i}`, i * MS_PER_DAY);
    builder.setActiveHours(accountId, n % 3 === 0 ? 0 : 0xff << (n % 17));
  }
  return builder.build();
}

test("threads give the very links of one thread, in its order", async () => {
  const input = largeInput();
  expect(input.useAccount.length).toBeGreaterThan(500_000);
  const prepared = prepare(input, { ...DEFAULT_PARAMETERS, gapSamples: 20_000 }, seededRng("test"));
  const expected = scoreLinks(prepared.scorer);
  expect(expected.count).toBeGreaterThan(5_000);
  for (const threads of [2, 3]) {
    const found = await scoreInThreads(prepared, threads);
    expect(found.count).toBe(expected.count);
    for (const column of Object.keys(expected) as (keyof typeof expected)[])
      expect([
        column,
        Buffer.from(JSON.stringify(found[column])).equals(Buffer.from(JSON.stringify(expected[column]))),
      ]).toEqual([column, true]);
  }
});

test("little work is done in one thread, with the same outcome", async () => {
  const builder = new EngineInputBuilder();
  for (const accountId of ["x", "y"])
    for (const kind of ["payment_instrument", "device"])
      builder.addObservation({
        accountId,
        kind,
        value: "v",
        firstSeenMs: BEGUN_MS,
        lastSeenMs: BEGUN_MS,
        count: 1,
      });
  const prepared = prepare(builder.build(), DEFAULT_PARAMETERS, seededRng("test"));
  expect(await scoreInThreads(prepared, 4)).toEqual(scoreLinks(prepared.scorer));
});
