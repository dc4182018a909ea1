import { oneOperator } from "../segments/evasion";
import { HONEST_SEGMENTS } from "../segments/honest";
import { scenario } from "./scenario";

export const publicTooling = scenario({
  id: "s8",
  title: "public templates and a popular client",
  why: "All that the accounts share, honest people share too: there is nothing to find and a network would be a guess.",
  aim: "not enough",
  roster: true,
  world: {
    operators: oneOperator({
      accountsPerCard: 1,
      cards: "bank",
      accountsPerDevice: 1,
      exits: { kind: "home" },
      keyHandOver: 0,
      templates: "public",
      builds: "popular",
      identity: "person",
      signUps: "spread",
    }),
    honest: HONEST_SEGMENTS,
  },
});
