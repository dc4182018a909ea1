import { oneOperator } from "../segments/evasion";
import { HONEST_SEGMENTS } from "../segments/honest";
import { scenario } from "./scenario";

export const secondPool = scenario({
  id: "s5",
  title: "a second pool after the ban wave",
  why: "All of the first pool is banned; the second has other cards, machines and exits, and keeps templates and builds: one operator.",
  aim: "whole",
  roster: true,
  world: {
    operators: oneOperator({ exits: { kind: "rented" }, pools: 2, builds: "own", identity: "pattern" }),
    honest: HONEST_SEGMENTS,
  },
});
