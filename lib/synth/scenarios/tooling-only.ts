import { BINS } from "../instruments";
import { oneOperator } from "../segments/evasion";
import { HONEST_SEGMENTS } from "../segments/honest";
import { scenario } from "./scenario";

export const toolingOnly = scenario({
  id: "s3",
  title: "own card, address and machine each",
  why: "Templates, a client build, a rhythm and one BIN are all the accounts share: a suspicion, not a network.",
  aim: "not enough",
  roster: true,
  world: {
    operators: oneOperator({
      accountsPerCard: 1,
      cards: { bin: BINS.virtualVendor },
      accountsPerDevice: 1,
      exits: { kind: "home" },
      keyHandOver: 0,
      builds: "own",
      identity: "person",
      signUps: "spread",
    }),
    honest: HONEST_SEGMENTS,
  },
});
