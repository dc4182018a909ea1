import { counted, grouped } from "@/lib/core/format";
import type { RecordedLineageEvent } from "@/lib/domain/lineage";

/** A part of a sentence: plain words, or a network to link to. */
export type LineagePart = string | { networkId: string };

/** What happened, seen from `networkId`, in words that follow the time. */
export function lineageWords(event: RecordedLineageEvent, networkId: string): LineagePart[] {
  const own = event.networkId === networkId;
  const of = `${grouped(event.shared)} of ${counted(event.before, "account")}`;
  const other = { networkId: own ? (event.otherId ?? "") : event.networkId };
  switch (event.kind) {
    case "new":
      return [`First found, with ${counted(event.after, "account")}.`];
    case "returned":
      return [`Found again, with ${of} it last had.`];
    case "vanished":
      return [`No longer found: ${of} ${event.shared === 1 ? "is" : "are"} in other networks.`];
    case "continued": {
      const left = event.before - event.shared;
      const came = event.after - event.shared;
      const changes = [
        came === 0 ? "" : `${counted(came, "account")} came in`,
        left === 0 ? "" : `${counted(left, "account")} left`,
      ].filter((words) => words !== "");
      return [`${changes.join(", ")}: ${grouped(event.before)} became ${grouped(event.after)}.`];
    }
    case "split":
      return own
        ? [`${of} split off into `, other, "."]
        : [
            `${counted(event.shared, "account")} split off from `,
            other,
            `, of its ${grouped(event.before)}.`,
          ];
    case "joined":
      return own
        ? [`${of} went over into `, other, "."]
        : [`${counted(event.shared, "account")} came from `, other, `, of its ${grouped(event.before)}.`];
  }
}
