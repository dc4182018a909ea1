import { counted, middleTruncated } from "@/lib/core/format";
import { dayUtc } from "@/lib/core/time";
import type { EvidenceRow, UseWindow } from "@/lib/domain/evidence";
import { plain } from "./terminal";

const LABEL_CHARACTERS_MAX = 40;
const NAMED_MAX = 2;

function importsWords({ imports = [], importsTotal = imports.length }: UseWindow): string | null {
  if (imports.length === 0) return null;
  const named = imports
    .slice(0, NAMED_MAX)
    .map(({ label, atMs }) => `${plain(middleTruncated(label, LABEL_CHARACTERS_MAX))} (${dayUtc(atMs)})`);
  const older = importsTotal - named.length;
  return [
    `from ${named.length === 1 ? "import" : "imports"} ${named.join(", ")}`,
    ...(older > 0 ? [`and ${counted(older, "older import")}`] : []),
  ].join(" ");
}

/** "from import export.csv (4 May 2026)"; each use by itself where they came from different imports; null where the row does not say. */
export function importsLine(
  row: Pick<EvidenceRow, "a" | "b">,
  accountA: string,
  accountB: string,
): string | null {
  const ids = ({ imports = [] }: UseWindow): string => imports.map((one) => one.id).join(" ");
  const [wordsA, wordsB] = [importsWords(row.a), importsWords(row.b)];
  if (ids(row.a) === ids(row.b) && row.a.importsTotal === row.b.importsTotal) return wordsA;
  return [
    ...(wordsA === null ? [] : [`${plain(middleTruncated(accountA))} ${wordsA}`]),
    ...(wordsB === null ? [] : [`${plain(middleTruncated(accountB))} ${wordsB}`]),
  ].join("; ");
}
