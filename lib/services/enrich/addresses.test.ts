import { afterAll, beforeAll, expect, test } from "vitest";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { importFolder } from "@/lib/cli/testing/import-campaign";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { addressData } from "@/lib/enrich/address-data";
import { seededRng } from "@/lib/core/rng";
import { lookUpAddresses, publicAddressData } from "./addresses";

let opened: TestStores;

beforeAll(async () => {
  opened = await openTestStores();
  await importFolder(
    opened.stores,
    folderOf({
      "accounts.csv": "account_id,created_at\na1,2026-05-01T00:00:00Z\n",
      "asn.csv": [
        "cidr,asn,organization,country,class",
        "240.0.0.0/8,4200000001,Wide Net,DE,isp",
        "240.1.0.0/16,4200000002,Narrow Net,FR,hosting",
        "8.8.8.0/24,4200000003,Our own word,NL,vpn",
        "2001:db8:1::/48,4200000004,Six Net,SE,isp",
        "",
      ].join("\n"),
    }),
  );
});
afterAll(async () => opened.close());

test("one's own list answers with its narrowest range, for both families and for ranges", async () => {
  const found = await lookUpAddresses(opened.stores.evidence, [
    "240.9.9.9",
    "240.1.2.3",
    "240.1.2.0/24",
    "2001:db8:1::5",
    "2001:db8:1:2::/64",
    "241.0.0.1",
    "not an address",
  ]);
  expect(Object.fromEntries([...found].map(([value, origin]) => [value, origin.organization]))).toEqual({
    "240.9.9.9": "Wide Net",
    "240.1.2.3": "Narrow Net",
    "240.1.2.0/24": "Narrow Net",
    "2001:db8:1::5": "Six Net",
    "2001:db8:1:2::/64": "Six Net",
  });
  expect(found.get("240.1.2.3")).toMatchObject({
    asn: 4_200_000_002,
    country: "FR",
    class: "hosting",
    source: "own",
  });
});

test("what needs no public data does not load any", async () => {
  const before = await opened.stores.evidence.query({
    query: "SELECT count() FROM address_loads",
    format: "TabSeparated",
  });
  expect((await before.text()).trim()).toBe("0");
});

test("the public data knows the rest, one's own word goes before it, and it is loaded once", async () => {
  const { evidence } = opened.stores;
  const found = await lookUpAddresses(evidence, ["8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "10.0.0.1"]);
  expect(found.get("8.8.8.8")).toMatchObject({ organization: "Our own word", source: "own" });
  expect(found.get("8.8.4.4")).toMatchObject({ asn: 15_169, country: "US", source: "public" });
  expect(found.get("2001:4860:4860::8888")).toMatchObject({ asn: 15_169, source: "public" });
  expect(found.get("8.8.4.4")?.data).toBe(addressData()?.version);
  expect(found.has("10.0.0.1")).toBe(false);
  const [single] = await Promise.all([lookUpAddresses(evidence, ["8.8.4.4"]), publicAddressData(evidence)]);
  expect(single.get("8.8.4.4")).toEqual(found.get("8.8.4.4"));
  const loads = await evidence.query({
    query: "SELECT count(), sum(ranges) > 900000 FROM address_loads",
    format: "TabSeparated",
  });
  expect((await loads.text()).trim()).toBe("1\t1");
});

test("one by one and all at once give the same answers", async () => {
  const { evidence } = opened.stores;
  const rng = seededRng("addresses");
  const addresses = Array.from({ length: 40 }, () =>
    [1 + Math.floor(rng.next() * 222), ...Array.from({ length: 3 }, () => Math.floor(rng.next() * 256))].join(
      ".",
    ),
  );
  const together = await lookUpAddresses(evidence, addresses);
  for (const address of addresses) {
    expect((await lookUpAddresses(evidence, [address])).get(address)).toEqual(together.get(address));
  }
});

test("fifty thousand addresses at once cost a hundredth of asking one by one", async () => {
  const { evidence } = opened.stores;
  const rng = seededRng("many addresses");
  const below = (limit: number): number => Math.floor(rng.next() * limit);
  const addresses = Array.from({ length: 50_000 }, (_, at) =>
    at % 5 === 0
      ? `2a0${below(15).toString(16)}:${below(65_535).toString(16)}::${at.toString(16)}`
      : [1 + below(222), below(256), below(256), below(256)].join("."),
  );
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };
  const found = await lookUpAddresses(evidence, addresses);
  expect(found.size).toBeGreaterThan(25_000);
  const manyMs = await timed(() => lookUpAddresses(evidence, addresses));
  const twentyMs = await timed(async () => {
    for (const address of addresses.slice(0, 20)) await lookUpAddresses(evidence, [address]);
  });
  expect(manyMs).toBeLessThan(((twentyMs / 20) * addresses.length) / 100);
});
