import type { RosterLine } from "@/lib/domain/roster-view";

export const LINE_STATES = ["open", "withdrawn"] as const;
type LineState = (typeof LINE_STATES)[number];

/** Lines that hold, or those that no longer do: withdrawn, or an import's that is replaced here. */
export function isOpen(line: RosterLine): boolean {
  return line.withdrawnAtMs === null && !line.replaced;
}

export interface LineFilter {
  state: LineState;
  kind: string;
  class: string;
  origin: string;
  text: string;
}

/** The lines a filter leaves; an empty choice leaves all. */
export function filterLines(lines: readonly RosterLine[], filter: LineFilter): RosterLine[] {
  const text = filter.text.trim().toLowerCase();
  return lines.filter(
    (line) =>
      isOpen(line) === (filter.state === "open") &&
      (filter.kind === "" || line.kind === filter.kind) &&
      (filter.class === "" || line.class === filter.class) &&
      (filter.origin === "" || line.origin === filter.origin) &&
      (text === "" || `${line.cidrOrValue} ${line.note} ${line.source}`.toLowerCase().includes(text)),
  );
}
