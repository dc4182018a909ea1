import { REPORTED_WORLD } from "../world";
import { scenario } from "./scenario";

export const reportedCampaign = scenario({
  id: "s9",
  title: "the campaign as reported",
  why: "Two operators with cells that cross-cut, one account in ten with nothing but templates and a build to tie it.",
  aim: "whole",
  roster: true,
  world: REPORTED_WORLD,
});
