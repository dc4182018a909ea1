import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readViewAddress, type ViewAddress, writeViewAddress } from "./view-url";

const kind = fc.constantFrom("account", "ip", "payment_instrument", "api_key");
const hostileText = fc
  .string({ unit: "binary", minLength: 1, maxLength: 40 })
  .filter((text) => !/\p{Cs}/u.test(text));
const nodeId = fc.tuple(kind, hostileText).map(([k, value]) => `${k}:${value}`);
const nodeIds = fc.uniqueArray(nodeId, { maxLength: 6 });

const addresses: fc.Arbitrary<ViewAddress> = fc.record({
  networkId: fc.constantFrom("N-0001", "net_4f"),
  seed: fc.constant(null),
  accounts: fc.constantFrom(150, 300, 1_500),
  select: nodeIds,
  expand: fc.array(fc.record({ nodeId, kind, limit: fc.integer({ min: 1, max: 1_000 }) }), { maxLength: 5 }),
  hide: nodeIds,
  hideKinds: fc.uniqueArray(kind, { maxLength: 3 }),
});

test("a link opens the view it was taken from, whatever the identifiers hold", () => {
  fc.assert(
    fc.property(addresses, (address) => {
      expect(readViewAddress(new URLSearchParams(writeViewAddress(address)))).toEqual(address);
    }),
  );
});

test("a seed comes back as the node it names", () => {
  const start = readViewAddress(new URLSearchParams("account=acct_x"));
  expect(start.seed).toBe("account:acct_x");
  expect(writeViewAddress(start)).toBe("account=acct_x");
  const identifier = readViewAddress(new URLSearchParams("identifier=ip:240.0.0.1"));
  expect(identifier.seed).toBe("ip:240.0.0.1");
  expect(readViewAddress(new URLSearchParams("identifier=nonsense")).seed).toBeNull();
});

test("nonsense in a link is passed over", () => {
  const address = readViewAddress(
    new URLSearchParams("network=N-1&accounts=-4&expand=x&expand=ip~10~nocolon&select=zz&without=%3Cb%3E"),
  );
  expect(address).toEqual({
    networkId: "N-1",
    seed: null,
    accounts: 150,
    select: [],
    expand: [],
    hide: [],
    hideKinds: [],
  });
});
