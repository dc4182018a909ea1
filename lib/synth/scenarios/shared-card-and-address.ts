import { HONEST_SEGMENTS } from "../segments/honest";
import { oneOperator } from "../segments/evasion";
import { scenario } from "./scenario";

export const sharedCardAndAddress = scenario({
  id: "s1",
  title: "shared card and address",
  why: "The naive operator: 50 accounts on a card and 50 on an address, which an engine must find whole.",
  aim: "whole",
  roster: true,
  world: {
    operators: oneOperator({
      accountsPerCard: 50,
      exits: { kind: "fixed", accountsPerAddress: 50 },
      builds: "own",
    }),
    honest: HONEST_SEGMENTS,
  },
});
