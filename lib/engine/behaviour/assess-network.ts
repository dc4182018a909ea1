import { counted } from "@/lib/core/format";
import { seededRng } from "@/lib/core/rng";
import type {
  DistillationAssessment,
  DistillationFinding,
  DistillationGrade,
  DistillationTestResult,
} from "@/lib/domain/distillation";
import { listWords } from "../explain/numbers";
import { NETWORK_BEHAVIOUR_TESTS } from "./tests";
import type { NetworkActivity } from "./tests/network-activity";

export {
  type AccountHours,
  accountsActivity,
  type AccountsActivity,
  capabilityMix,
  type NetworkActivity,
  type ReleaseTakeUp,
} from "./tests/network-activity";

const TESTS_MIN = 3;

const GRADE_RULE =
  "Not enough data: fewer than three tests could be made. " +
  "Likely signs: at least three more tests speak for it than against it, the list of abilities is among them, and so is a test of how the accounts are run or of how limits and bans are got round. " +
  "Some signs: more tests speak for it than against it. No signs: all else. " +
  "Accounts that are merely run by a machine never get beyond some signs.";

/** The id of the test without which no network gets beyond "some signs". */
const CENTRAL = "capability_concentration";

/** The grade that findings give, by the rule printed with every assessment. */
export function gradeOf(
  tests: readonly Pick<DistillationTestResult, "id" | "group" | "finding">[],
): DistillationGrade {
  const having = (finding: DistillationFinding): typeof tests =>
    tests.filter((test) => test.finding === finding);
  if (tests.length - having("not_enough_data").length < TESTS_MIN) return "not enough data";
  const speaking = having("speaks_for");
  const more = speaking.length - having("speaks_against").length;
  if (
    more >= 3 &&
    speaking.some((test) => test.id === CENTRAL) &&
    speaking.some((test) => test.group !== "target")
  )
    return "likely signs";
  return more >= 1 ? "some signs" : "no signs";
}

function gradeSentence(tests: readonly DistillationTestResult[]): string {
  const labels = (finding: DistillationFinding): string[] =>
    tests
      .filter((test) => test.finding === finding)
      .map((test) => `“${test.label.charAt(0).toLowerCase()}${test.label.slice(1)}”`);
  const made = tests.length - labels("not_enough_data").length;
  const part = (words: readonly string[], verb: string): string =>
    words.length === 0
      ? `none ${verb}`
      : `${words.length} ${words.length === 1 ? verb.replace(/^speak/, "speaks") : verb} (${listWords(words)})`;
  return `Of ${counted(tests.length, "test")} ${made} could be made: ${part(labels("speaks_for"), "speak for distillation")}, ${part(labels("speaks_against"), "speak against it")}.`;
}

/**
 * Puts every behaviour test to one network. Pure and repeatable: random numbers come from the network's id,
 * so that the same records give the same assessment to the last digit. It says nothing of who is in the network.
 */
export function assessNetwork(given: NetworkActivity): DistillationAssessment {
  const accounts = Number.isFinite(given.accounts)
    ? Math.max(given.accounts, given.sample.accounts)
    : given.sample.accounts;
  const activity = { ...given, accounts };
  const tests = NETWORK_BEHAVIOUR_TESTS.map((test): DistillationTestResult => {
    const { id, label, group, nullModel } = test;
    const outcome = test.run(activity, seededRng(`distillation/${activity.networkId}/${id}`));
    return { id, label, group, nullModel, ...outcome };
  });
  return {
    grade: gradeOf(tests),
    sentence: gradeSentence(tests),
    rule: GRADE_RULE,
    accounts,
    sampled: activity.sample.accounts,
    tests,
  };
}
