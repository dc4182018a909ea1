import { grouped } from "@/lib/core/format";
import type { CapabilityMix, NetworkActivity } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  type NetworkBehaviourTest,
  notEnoughData,
  P_AGAINST_MAX,
  P_FOR_MAX,
  percent,
  sampleWords,
  shareTails,
  windowWords,
} from "./network-behaviour-test";

/** What reported extraction campaigns were after. */
const TARGETS: ReadonlySet<string> = new Set([
  "coding",
  "agentic_tool_use",
  "reasoning_traces",
  "tool_grading",
]);
const LABELLED_MIN = 10;
const OTHERS_MIN = 30;
/** Share of an account's exchanges in target capabilities from which it is after them… */
const TARGET_SHARE_MIN = 0.6;
/** …and share of each of at least two of them: a class or a build farm has one task, extraction has a list. */
const EACH_SHARE_MIN = 0.1;
/** A template is the network's own where at least this share of its accounts (and three) sends it. */
const TEMPLATE_ACCOUNTS_SHARE = 0.2;
/** Share of the exchanges that shared templates must carry. */
const TEMPLATE_EXCHANGES_SHARE = 0.5;

interface Concentrated {
  compared: number;
  concentrated: number;
  exchanges: number;
  targetExchanges: number;
}

function concentratedAccounts(mix: CapabilityMix): Concentrated {
  const found = { compared: 0, concentrated: 0, exchanges: 0, targetExchanges: 0 };
  for (let account = 0; account < mix.accounts; account++) {
    let all = 0;
    const targets: number[] = [];
    for (const [at, name] of mix.names.entries()) {
      const count = mix.counts[account * mix.names.length + at] ?? 0;
      all += count;
      if (TARGETS.has(name) && count > 0) targets.push(count);
    }
    if (all < LABELLED_MIN) continue;
    const target = targets.reduce((sum, count) => sum + count, 0);
    found.compared += 1;
    found.exchanges += all;
    found.targetExchanges += target;
    const broad = targets.filter((count) => count >= EACH_SHARE_MIN * all).length >= 2;
    if (broad && target >= TARGET_SHARE_MIN * all) found.concentrated += 1;
  }
  return found;
}

interface TemplateReuse {
  shared: number;
  /** Exchanges with a shared template, as a share of all exchanges of the sampled members. */
  share: number;
}

function templateReuse(activity: NetworkActivity): TemplateReuse {
  const accountsMin = Math.max(3, TEMPLATE_ACCOUNTS_SHARE * activity.sample.accounts);
  const shared = activity.templates.filter((template) => template.accounts >= accountsMin);
  const exchanges = shared.reduce((sum, template) => sum + template.exchanges, 0);
  const share = exchanges / activity.mixExchanges;
  return { shared: shared.length, share: Number.isFinite(share) ? Math.min(1, share) : 0 };
}

function run(activity: NetworkActivity): ReturnType<NetworkBehaviourTest["run"]> {
  const own = concentratedAccounts(activity.mix);
  const others = concentratedAccounts(activity.others.mix);
  const basis = [
    { label: "accounts compared", value: own.compared },
    { label: "of them, after target capabilities", value: own.concentrated },
    { label: "other accounts", value: others.compared },
    { label: "of them, after target capabilities", value: others.concentrated },
    { label: "exchanges with a capability", value: own.exchanges },
  ];
  if (own.compared < ACCOUNTS_MIN)
    return notEnoughData(
      `it takes ${ACCOUNTS_MIN} accounts with ${LABELLED_MIN} exchanges whose capability is known; there are ${own.compared}`,
      basis,
    );
  if (others.compared < OTHERS_MIN)
    return notEnoughData(
      `it takes ${OTHERS_MIN} accounts outside the network whose capabilities are known; there are ${others.compared}`,
      basis,
    );
  if (!(activity.templateExchanges > 0))
    return notEnoughData("no exchange of the network brings a prompt template", basis);
  const reuse = templateReuse(activity);
  basis.push({ label: "templates that many members send", value: reuse.shared });
  const { rate, pFor, pAgainst } = shareTails({
    k: own.concentrated,
    n: own.compared,
    otherK: others.concentrated,
    otherN: others.compared,
  });
  const share = own.concentrated / own.compared;
  const facts = `${windowWords(activity)}: ${grouped(own.concentrated)} of ${grouped(own.compared)} accounts ask mostly for several of coding, agentic tool use, reasoning traces and tool grading, against ${grouped(others.concentrated)} of ${grouped(others.compared)} other accounts; ${reuse.shared} templates that many of them send carry ${percent(reuse.share)} of their exchanges${sampleWords(activity)}`;
  const statistic = { name: "share of accounts after several target capabilities", value: share };
  if (
    pFor <= P_FOR_MAX &&
    share >= 0.5 &&
    share >= 2 * rate &&
    reuse.share >= TEMPLATE_EXCHANGES_SHARE &&
    reuse.shared >= 2
  )
    return {
      finding: "speaks_for",
      statistic,
      pValue: pFor,
      bits: bitsOf(pFor),
      sentence: `${facts}. The accounts work through one list of abilities.`,
      basis,
    };
  if (pAgainst <= P_AGAINST_MAX && share < 0.5 && reuse.share < TEMPLATE_EXCHANGES_SHARE)
    return {
      finding: "speaks_against",
      statistic,
      pValue: pAgainst,
      bits: -bitsOf(pAgainst),
      sentence: `${facts}. They ask for different things in words of their own.`,
      basis,
    };
  return { finding: "silent", statistic, pValue: pFor, bits: 0, sentence: `${facts}.`, basis };
}

export const capabilityConcentration: NetworkBehaviourTest = {
  id: "capability_concentration",
  label: "After a list of abilities",
  group: "target",
  nullModel:
    "Accounts of the network are after several target capabilities no more often than other accounts (binomial, at the upper end of the others' rate).",
  run,
};
