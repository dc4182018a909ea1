import { desc, inArray } from "drizzle-orm";
import { auditEntry } from "@/drizzle/schema";
import { counted } from "@/lib/core/format";
import { MS_PER_DAY } from "@/lib/core/time";
import type { OverviewView } from "@/lib/domain/views";
import type { Stores } from "@/lib/stores/connect";
import { exchangesPerDay, storeTotals } from "@/lib/stores/evidence/reads/network-facts";
import { completeImportIds } from "@/lib/services/imports/records";
import { listNetworks, newestRun } from "@/lib/services/networks/read";

const NETWORKS_SHOWN = 50;
const SERIES = 5;
/** A band thinner than this share of all exchanges cannot be seen. */
const SERIES_SHARE_MIN = 0.005;
const RECENT_ACTIONS = [
  "import.complete",
  "import.fail",
  "import.undo",
  "resolve.complete",
  "link.decide",
  "link.withdraw",
  "case.open",
  "case.submit",
  "case.approve",
  "case.send_back",
  "packet.build",
];

function sentenceOf(entry: typeof auditEntry.$inferSelect): { sentence: string; href: string | null } {
  const number = typeof entry.details["number"] === "string" ? entry.details["number"] : entry.objectId;
  const caseHref = entry.objectType === "case" ? `/cases/${entry.objectId}` : null;
  switch (entry.action) {
    case "import.complete":
      return {
        sentence: `An import brought ${counted(Number(entry.details["rows"] ?? 0), "row")}`,
        href: "/sources",
      };
    case "import.fail":
      return { sentence: "An import failed", href: "/sources" };
    case "import.undo":
      return {
        sentence: `An import of ${counted(Number(entry.details["rows"] ?? 0), "row")} was undone`,
        href: "/sources",
      };
    case "resolve.complete":
      return {
        sentence: `A resolve run found ${counted(Number(entry.details["networks"] ?? 0), "network")}`,
        href: null,
      };
    case "link.decide":
      return {
        sentence: `An analyst decided that two accounts ${entry.details["verdict"] === "must_link" ? "must" : "cannot"} be linked`,
        href: null,
      };
    case "link.withdraw":
      return { sentence: "A decision on two accounts was withdrawn", href: null };
    case "case.open":
      return { sentence: `Case ${number} was opened`, href: caseHref };
    case "case.submit":
      return { sentence: `Case ${number} was submitted for review`, href: caseHref };
    case "case.approve":
      return { sentence: `Case ${number} was approved`, href: caseHref };
    case "case.send_back":
      return { sentence: `Case ${number} was sent back`, href: caseHref };
    default:
      return { sentence: `Packet ${number} was built`, href: caseHref };
  }
}

/** What the desk shows first: networks in rank order, the trend, what happened lately. */
export async function readOverview(stores: Stores): Promise<OverviewView> {
  const [run, totals, perDay, imports, { networks, total }, entries] = await Promise.all([
    newestRun(stores.casebook),
    storeTotals(stores.evidence),
    exchangesPerDay(stores.evidence),
    completeImportIds(stores.casebook).then((ids) => ids.length),
    listNetworks(stores.casebook, NETWORKS_SHOWN, 0),
    stores.casebook
      .select()
      .from(auditEntry)
      .where(inArray(auditEntry.action, RECENT_ACTIONS))
      .orderBy(desc(auditEntry.seq))
      .limit(8),
  ]);
  const firstDayMs = perDay[0]?.dayMs ?? 0;
  const lastDayMs = perDay.at(-1)?.dayMs ?? 0;
  const days =
    perDay.length === 0
      ? []
      : Array.from(
          { length: (lastDayMs - firstDayMs) / MS_PER_DAY + 1 },
          (_, index) => firstDayMs + index * MS_PER_DAY,
        );
  const all = days.map(() => 0);
  for (const row of perDay) all[(row.dayMs - firstDayMs) / MS_PER_DAY] = row.exchanges;
  const top = networks
    .filter((found) => found.exchanges > 0 && found.exchanges >= totals.exchanges * SERIES_SHARE_MIN)
    .toSorted((x, y) => y.exchanges - x.exchanges)
    .slice(0, SERIES);
  const series = top.map((found) => ({
    networkId: found.id,
    label: found.label,
    perDay: days.map((day) => found.perDay[(day - (found.firstDayMs ?? firstDayMs)) / MS_PER_DAY] ?? 0),
  }));
  const rest = all.map((count, index) =>
    Math.max(0, count - series.reduce((sum, line) => sum + (line.perDay[index] ?? 0), 0)),
  );
  return {
    run,
    totals: { ...totals, imports },
    trend: { days, series, rest },
    networks,
    networksTotal: total,
    recent: entries.map((entry) => ({ atMs: entry.at.getTime(), ...sentenceOf(entry) })),
  };
}
