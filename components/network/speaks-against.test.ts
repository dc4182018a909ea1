import { expect, test } from "vitest";
import { speaksAgainst } from "./speaks-against";

const strong: Parameters<typeof speaksAgainst>[0] = {
  protectedAccounts: 0,
  weakBridges: [],
  families: ["payment", "network"],
  shared: [],
  core: 40,
  accounts: 50,
};

test("nothing is said against a network that nothing speaks against", () => {
  expect(speaksAgainst(strong)).toEqual([]);
});

test("each weakness is counted in a sentence of its own", () => {
  const sentences = speaksAgainst({
    ...strong,
    protectedAccounts: 1,
    weakBridges: [{ accountA: "a", accountB: "b", bits: 4.2, sideA: 9, sideB: 41 }],
    families: ["payment"],
    core: 10,
    shared: [
      {
        kind: "ip",
        kindLabel: "IP addresses",
        family: "network",
        value: "240.0.0.1",
        display: "240.0.0.1",
        members: 3,
        others: 9,
      },
    ],
  });
  expect(sentences).toEqual([
    "1 member belongs to a legal entity the provider itself verified.",
    "1 weak bridge: without it the network falls into parts of 8 accounts and more.",
    "All evidence is of one family: payment.",
    "1 of the 1 identifiers shown are used by more accounts outside the network than inside it.",
    "Only 10 of 50 members are core: the rest come and go with the thresholds.",
  ]);
});
