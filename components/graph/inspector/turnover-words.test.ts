import { expect, test } from "vitest";
import type { IdentifierTimeline } from "@/lib/domain/profile";
import { turnoverNotes, turnoverWords } from "./turnover-words";

const DAY = Date.UTC(2026, 4, 5);

function timeline(change: Partial<IdentifierTimeline> & { onOneDay?: number }): IdentifierTimeline {
  const { onOneDay = 2, ...rest } = change;
  return {
    accounts: 4,
    untimed: 0,
    moments: 0,
    stretches: 4,
    atOnceMax: 2,
    silenceDaysMax: 7,
    passes: true,
    firstMs: DAY,
    lastMs: DAY,
    peak: { dayMs: DAY, accounts: onOneDay },
    runs: [],
    ...rest,
  };
}

test("says whether accounts took turns, were on it together, or all on one day", () => {
  expect(turnoverWords(timeline({ atOnceMax: 1 }))).toBe("4 accounts, never two at once");
  expect(turnoverWords(timeline({ accounts: 412, onOneDay: 31 }))).toBe(
    "412 accounts, at most 31 on one day",
  );
  expect(turnoverWords(timeline({ accounts: 12, onOneDay: 12 }))).toBe("12 accounts, all on one day");
  expect(turnoverWords(timeline({ accounts: 1, stretches: 1, onOneDay: 1, atOnceMax: 1 }))).toBe("1 account");
  expect(turnoverWords(timeline({ accounts: 1, stretches: 3, onOneDay: 1, atOnceMax: 1 }))).toBe(
    "1 account, in 3 stretches",
  );
});

test("what is taken up and kept is never said to be used in turn, where only the taking up is on record", () => {
  const card = timeline({ passes: false, silenceDaysMax: null, moments: 4, atOnceMax: 1, onOneDay: 1 });
  expect(turnoverWords(card)).toBe("4 accounts took it up, at most 1 on one day");
  expect(turnoverNotes(card)).toEqual([
    "The records say when an account took it up, not how long it kept it.",
  ]);
  const one = timeline({ passes: false, silenceDaysMax: null, moments: 1, atOnceMax: 1, onOneDay: 1 });
  expect(turnoverWords(one)).not.toContain("never two at once");
  expect(turnoverNotes(one).join(" ")).toContain("Of 1 account a single time is on record");
  const kept = timeline({ passes: false, silenceDaysMax: null, atOnceMax: 1, onOneDay: 1 });
  expect(turnoverWords(kept)).toBe("4 accounts, never two at once");
});

test("missing times are said, and accounts without them are in no figure", () => {
  const some = timeline({ untimed: 3, onOneDay: 1, accounts: 4, stretches: 1, atOnceMax: 1 });
  expect(turnoverWords(some)).toBe("1 account");
  expect(turnoverNotes(some)).toEqual(["3 accounts without times are not drawn."]);
  const none = timeline({ untimed: 4, stretches: 0, atOnceMax: 0, peak: null, firstMs: null, lastMs: null });
  expect(turnoverWords(none)).toBe("No times are on record.");
  expect(turnoverNotes(none)).toEqual([
    "When its 4 accounts were on it is not known: the import brought no times.",
  ]);
});

test("says that accounts came back, and after how long", () => {
  expect(turnoverNotes(timeline({ stretches: 9 }))).toEqual([
    "Some came back after more than 7 days without it: 9 stretches in all.",
  ]);
});
