import { inArray } from "drizzle-orm";
import { rosterEntry } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { RosterEntry } from "@/lib/domain/roster";
import type { RosterFileResult } from "@/lib/domain/roster-view";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { Fault } from "@/lib/ingest/fault";
import { CsvLexer } from "@/lib/ingest/formats/csv-lexer";
import { checkedHeader } from "@/lib/ingest/formats/header";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { openEntries } from "./add";
import { rosterKey } from "./known";
import { markRunsStale } from "./mark-stale";
import { parseEntry } from "./parse-entry";
import { noteWithReason } from "./withdraw";

const COLUMNS = ["cidr_or_value", "kind", "class", "capacity", "note"];
const ENTRIES_MAX = 10_000;
const ROWS_PER_INSERT = 500;

interface ParsedFile {
  entries: RosterEntry[];
  rejects: RosterFileResult["rejects"];
}

/** The entries of a CSV text with a header, and the rows that are none, each with its reason. */
function parseFile(text: string): ParsedFile {
  const rows: (Cell[] | Fault)[] = [];
  let header: string[] | undefined;
  const lexer = new CsvLexer((row) => {
    if (header !== undefined) rows.push(row);
    else if (row instanceof Fault) throw new RejectedFile("the header is too long");
    else
      header = checkedHeader(row.map(String), {
        names: COLUMNS,
        required: COLUMNS.slice(0, 3),
        others: false,
      });
  });
  lexer.push(text.replace(/^\uFEFF/, ""));
  lexer.end();
  if (header === undefined) throw new RejectedFile("the text is empty: it has no header");
  const names: readonly string[] = header;
  const entries = new Map<string, RosterEntry>();
  const rejects: ParsedFile["rejects"] = [];
  rows.forEach((row, index) => {
    const reject = (fault: Fault): void => {
      rejects.push({ row: index + 1, column: fault.column, reason: fault.reason });
    };
    if (row instanceof Fault) return reject(row);
    if (row.length !== names.length)
      return reject(new Fault(`${row.length} fields where the header has ${names.length}`));
    const cell = (name: string): string => {
      const value = row[names.indexOf(name)];
      // Our own export guards text a spreadsheet could run with an apostrophe.
      return typeof value === "string" ? value.replace(/^'(?=\s*[=+\-@])/, "") : "";
    };
    const entry = parseEntry({
      cidrOrValue: cell("cidr_or_value"),
      kind: cell("kind"),
      class: cell("class"),
      capacity: cell("capacity"),
      note: cell("note"),
    });
    if (entry instanceof Fault) return reject(entry);
    if (entries.has(rosterKey(entry)))
      return reject(new Fault("is in the file twice; the first line counts", "cidr_or_value"));
    entries.set(rosterKey(entry), entry);
  });
  return { entries: [...entries.values()], rejects };
}

const same = (x: RosterEntry, y: RosterEntry): boolean =>
  x.class === y.class && x.capacity === y.capacity && x.note === y.note;

/**
 * Brings the entries of a CSV text in (columns of the bundle's roster file); an entry for a value that is on the
 * roster already takes its place. With `dryRun` it only says what would happen.
 */
export async function importRosterFile(
  stores: Stores,
  actor: Actor,
  text: string,
  dryRun: boolean,
  nowMs: number,
): Promise<RosterFileResult> {
  authorize(actor, "roster.edit");
  const { entries, rejects } = fileOf(text);
  if (entries.length > ENTRIES_MAX)
    throw new RingleaderError(
      "bad_input",
      `a file may hold ${ENTRIES_MAX} entries here; bring a larger one as an import under Sources`,
    );
  return await stores.casebook.transaction(async (tx) => {
    const open = await openEntries(tx);
    const wanted = entries.filter((entry) => {
      const kept = open.get(rosterKey(entry));
      return kept === undefined || !same(kept, entry);
    });
    const replaced = wanted.flatMap((entry) => open.get(rosterKey(entry)) ?? []);
    const result = {
      added: wanted.length - replaced.length,
      replaced: replaced.length,
      unchanged: entries.length - wanted.length,
      rejects,
    };
    if (dryRun || wanted.length === 0) return result;
    const at = new Date(nowMs);
    for (const row of replaced) {
      await tx
        .update(rosterEntry)
        .set({
          withdrawnAt: at,
          withdrawnByName: actor.name,
          note: noteWithReason(row.note, "replaced by a file"),
        })
        .where(inArray(rosterEntry.id, [row.id]));
    }
    for (let from = 0; from < wanted.length; from += ROWS_PER_INSERT) {
      await tx.insert(rosterEntry).values(
        wanted.slice(from, from + ROWS_PER_INSERT).map((entry) => ({
          id: newId("rost"),
          ...entry,
          origin: "file" as const,
          byName: actor.name,
          createdAt: at,
        })),
      );
    }
    await markRunsStale(tx, nowMs);
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "roster.import",
        objectType: "roster",
        objectId: "roster",
        details: { added: result.added, replaced: result.replaced, rejected: rejects.length },
      },
      nowMs,
    );
    return result;
  });
}

function fileOf(text: string): ParsedFile {
  try {
    return parseFile(text);
  } catch (error) {
    if (error instanceof RejectedFile)
      throw new RingleaderError("bad_input", error.message, { cause: error });
    throw error;
  }
}
