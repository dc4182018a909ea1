import { oneOperator } from "../segments/evasion";
import { HONEST_SEGMENTS } from "../segments/honest";
import { scenario } from "./scenario";

export const residentialProxies = scenario({
  id: "s2",
  title: "residential proxies, 20 accounts a card",
  why: "Cards make cells of 20; beyond them only tooling and one large pool of home lines is shared, each account has its own machine.",
  aim: "whole",
  roster: true,
  world: {
    operators: oneOperator({
      accountsPerCard: 20,
      accountsPerDevice: 1,
      exits: { kind: "residential" },
      keyHandOver: 0,
      identity: "pattern",
    }),
    honest: HONEST_SEGMENTS,
  },
});
