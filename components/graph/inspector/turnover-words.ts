import { counted, grouped } from "@/lib/core/format";
import type { IdentifierTimeline } from "@/lib/domain/profile";

/** Whether the records say only when each account took it up: a card, a domain. */
function takenUpOnly(timeline: IdentifierTimeline): boolean {
  const timed = timeline.accounts - timeline.untimed;
  return !timeline.passes && timed > 0 && timeline.moments === timed;
}

/** How the accounts followed each other: "4 accounts, never two at once". */
export function turnoverWords(timeline: IdentifierTimeline): string {
  const timed = timeline.accounts - timeline.untimed;
  const accounts = counted(timed, "account");
  const onOneDay = timeline.peak?.accounts ?? 0;
  if (timed === 0) return "No times are on record.";
  if (timed === 1)
    return timeline.stretches > 1 ? `1 account, in ${grouped(timeline.stretches)} stretches` : "1 account";
  const known = timeline.passes || timeline.moments === 0;
  if (known && timeline.atOnceMax <= 1) return `${accounts}, never two at once`;
  const took = takenUpOnly(timeline) ? " took it up" : "";
  return onOneDay === timed
    ? `${accounts}${took}, all on one day`
    : `${accounts}${took}, at most ${grouped(onOneDay)} on one day`;
}

/** What the figures leave open, one sentence each. */
export function turnoverNotes(timeline: IdentifierTimeline): string[] {
  const notes: string[] = [];
  const { untimed, moments, accounts, stretches, passes, silenceDaysMax } = timeline;
  if (takenUpOnly(timeline))
    notes.push("The records say when an account took it up, not how long it kept it.");
  else if (!passes && moments > 0)
    notes.push(
      `Of ${counted(moments, "account")} a single time is on record; how long they kept it is not known.`,
    );
  if (silenceDaysMax !== null && stretches > accounts - untimed)
    notes.push(
      `Some came back after more than ${counted(silenceDaysMax, "day")} without it: ${grouped(stretches)} stretches in all.`,
    );
  if (untimed > 0)
    notes.push(
      untimed === accounts
        ? `When ${untimed === 1 ? "its account was" : `its ${grouped(untimed)} accounts were`} on it is not known: the import brought no times.`
        : `${counted(untimed, "account")} without times ${untimed === 1 ? "is" : "are"} not drawn.`,
    );
  return notes;
}
