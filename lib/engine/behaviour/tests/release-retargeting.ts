import { grouped } from "@/lib/core/format";
import { dayUtc } from "@/lib/core/time";
import type { NetworkActivity, ReleaseTakeUp } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  isCalendarTime,
  type NetworkBehaviourTest,
  notEnoughData,
  P_FOR_MAX,
  percent,
  shareTails,
} from "./network-behaviour-test";

const OTHERS_MIN = 30;
const SHARE_MIN = 0.8;
/** Share of that day's templated exchanges with new prompts: a firm that changes a setting keeps its prompts. */
const NEW_PROMPTS_SHARE_MIN = 0.3;

/** Whether `part` of `whole` are counts at all. */
function isShare(part: number, whole: number): boolean {
  return Number.isFinite(whole) && part >= 0 && part <= whole;
}

/** The release with the most members in use on the day after it: chosen by size, never by outcome. */
function mostUsed(releases: readonly ReleaseTakeUp[]): ReleaseTakeUp | undefined {
  return releases
    .filter(
      (release) =>
        isCalendarTime(release.dayMs) &&
        isShare(release.switched, release.accounts) &&
        isShare(release.otherSwitched, release.otherAccounts) &&
        isShare(release.newTemplateExchanges, release.templateExchanges),
    )
    .toSorted((x, y) => y.accounts - x.accounts || x.atMs - y.atMs)[0];
}

function run(activity: NetworkActivity): ReturnType<NetworkBehaviourTest["run"]> {
  const release = mostUsed(activity.releases);
  if (release === undefined)
    return notEnoughData("no model release with the model's name is on record within the window");
  const basis = [
    { label: "members in use that day", value: release.accounts },
    { label: "of them, on the new model", value: release.switched },
    { label: "other accounts in use that day", value: release.otherAccounts },
    { label: "of them, on the new model", value: release.otherSwitched },
    { label: "exchanges with a template that day", value: release.templateExchanges },
    { label: "of them, with new shared templates", value: release.newTemplateExchanges },
    { label: "releases on record", value: activity.releases.length },
  ];
  if (release.accounts < ACCOUNTS_MIN)
    return notEnoughData(
      `it takes ${ACCOUNTS_MIN} members in use on the day after a release; there were ${release.accounts}`,
      basis,
    );
  if (!(release.otherAccounts >= OTHERS_MIN))
    return notEnoughData(
      `it takes ${OTHERS_MIN} other accounts in use on the day after a release; there were ${release.otherAccounts}`,
      basis,
    );
  if (!(release.templateExchanges > 0))
    return notEnoughData("no exchange of the day after a release brings a prompt template", basis);
  const newPrompts = release.newTemplateExchanges / release.templateExchanges;
  const { rate, pFor } = shareTails({
    k: release.switched,
    n: release.accounts,
    otherK: release.otherSwitched,
    otherN: release.otherAccounts,
  });
  const share = release.switched / release.accounts;
  const others = release.otherSwitched / release.otherAccounts;
  const facts = `On ${dayUtc(release.dayMs)} UTC, the first whole day after a model was released, ${grouped(release.switched)} of ${grouped(release.accounts)} members in use (${percent(share)}) had turned to it with at least half of their exchanges, against ${grouped(release.otherSwitched)} of ${grouped(release.otherAccounts)} other accounts (${percent(others)}); ${percent(newPrompts)} of the members’ templated exchanges that day used templates that several of them sent and none had sent before`;
  const statistic = { name: "share of members on the new model", value: share };
  return pFor <= P_FOR_MAX && share >= SHARE_MIN && share >= 1.5 * rate && newPrompts >= NEW_PROMPTS_SHARE_MIN
    ? {
        finding: "speaks_for",
        statistic,
        pValue: pFor,
        bits: bitsOf(pFor),
        sentence: `${facts}. They were moved together and at once, to new prompts too.`,
        basis,
      }
    : { finding: "silent", statistic, pValue: pFor, bits: 0, sentence: `${facts}.`, basis };
}

export const releaseRetargeting: NetworkBehaviourTest = {
  id: "release_retargeting",
  label: "Turned to a new model at once",
  group: "target",
  nullModel:
    "Members turn to a new model by the first whole day after its release no more often than other accounts in use that day (binomial, at the upper end of the others' rate), and those who do keep their prompts.",
  run,
};
