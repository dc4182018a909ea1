import { describe, expect, test } from "vitest";
import { EngineInputBuilder } from "@/lib/engine/input";
import { runEngineBench } from "./engine";
import { fillEngineWorld } from "./engine-world";

const options = { accounts: 6_000, observations: 120_000, seed: "test" };

describe("the made-up world", () => {
  const builder = new EngineInputBuilder();
  const world = fillEngineWorld(builder, options);
  const input = builder.build();
  const crowds = new Map<string, number[]>();
  for (let v = 0; v + 1 < input.identifierStart.length; v++) {
    const kind = input.kinds[input.identifierKind[v] ?? 0] ?? "";
    const users = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0);
    crowds.set(kind, [...(crowds.get(kind) ?? []), users]);
  }
  const largest = (kind: string): number => Math.max(...(crowds.get(kind) ?? [0]));
  const share = (kind: string, holds: (users: number) => boolean): number =>
    (crowds.get(kind) ?? []).filter(holds).length / (crowds.get(kind) ?? [0]).length;

  test("holds as many accounts and observations as asked for, no use twice", () => {
    expect(input.accountIds).toHaveLength(options.accounts);
    expect(input.useAccount.length).toBeGreaterThan(options.observations * 0.97);
    expect(input.useAccount.length).toBeLessThan(options.observations * 1.03);
    expect(world.observations - input.useAccount.length).toBeLessThan(options.observations * 0.01);
    expect(world.operators).toEqual([150, 72, 30]);
  });

  test("has crowds from one to a good part of everybody", () => {
    expect(largest("ip")).toBeGreaterThan(options.accounts / 20);
    expect(largest("email_domain")).toBeGreaterThan(options.accounts / 5);
    expect(largest("payment_instrument")).toBeLessThanOrEqual(60);
    expect(share("payment_instrument", (users) => users === 1)).toBeGreaterThan(0.9);
    expect(share("ip", (users) => users === 1)).toBeGreaterThan(0.3);
    expect(share("ip", (users) => users > 1 && users <= 30)).toBeGreaterThan(0.1);
    expect([...crowds.keys()].sort()).toEqual([
      "api_key",
      "asn",
      "card_bin",
      "client_profile",
      "device",
      "email_domain",
      "email_pattern",
      "ip",
      "ip_range",
      "organization",
      "payment_instrument",
      "phone",
      "prompt_template",
      "referral_code",
      "signup_burst",
      "tls_fingerprint",
    ]);
  });

  test("is the same from the same seed, and another from another", () => {
    const columns = (seed: string): string => {
      const other = new EngineInputBuilder();
      fillEngineWorld(other, { ...options, seed });
      const built = other.build();
      return JSON.stringify([built.accountIds.slice(0, 50), Array.from(built.useFirstMs.subarray(0, 2_000))]);
    };
    const again = columns("test");
    expect(again).toBe(
      JSON.stringify([input.accountIds.slice(0, 50), Array.from(input.useFirstMs.subarray(0, 2_000))]),
    );
    expect(columns("other")).not.toBe(again);
  });
});

test("times the engine and Louvain on the same links, and finds the operators it was given", async () => {
  const phases: string[] = [];
  const bench = await runEngineBench({
    ...options,
    louvain: true,
    onPhase: (sentence) => phases.push(sentence),
  });
  expect(bench.accounts).toBe(options.accounts);
  expect(bench.seconds).toBeCloseTo(bench.build_seconds + bench.resolve_seconds, 6);
  expect(bench.links).toBeGreaterThan(1_000);
  expect(bench.accounts_in_networks).toBeGreaterThanOrEqual(240);
  expect(bench.louvain_communities).toBeGreaterThan(10);
  expect(bench.ratio_to_louvain).toBeGreaterThan(
    bench.ratio_to_louvain_from_links ?? Number.POSITIVE_INFINITY,
  );
  expect(bench.peak_rss_mb).toBeGreaterThan(0);
  expect(phases).toContain("building columns");
});

test("too few observations for the accounts are refused", async () => {
  await expect(
    runEngineBench({ ...options, observations: 1_000, louvain: false, onPhase: () => undefined }),
  ).rejects.toThrow("at least 8");
});
