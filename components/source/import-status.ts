import { counted, grouped } from "@/lib/core/format";
import type { Tone } from "@/components/ui/Badge";
import type { ImportRecord } from "@/lib/domain/import";

/** Word and tone of an import's state; a complete one with rejects says so. */
export function importStatus(record: Pick<ImportRecord, "status" | "rejected" | "rows" | "files">): {
  word: string;
  tone: Tone;
} {
  switch (record.status) {
    case "running":
      return { word: "Reading", tone: "info" };
    case "publishing":
      return { word: "Publishing", tone: "info" };
    case "interrupted":
      return { word: "Interrupted", tone: "warn" };
    case "failed":
      return { word: "Failed, nothing taken in", tone: "counter" };
    case "cancelled":
      return { word: "Called off, nothing taken in", tone: "neutral" };
    case "undone":
      return { word: "Undone", tone: "neutral" };
    case "complete":
      return completeStatus(record);
  }
}

function completeStatus(record: Pick<ImportRecord, "rejected" | "rows" | "files">): {
  word: string;
  tone: Tone;
} {
  const refused = record.files.filter((file) => file.refused !== undefined).length;
  const words = [
    ...(refused > 0 ? [`${counted(refused, "file")} refused`] : []),
    ...(record.rejected > 0 ? [`${grouped(record.rejected)} set aside`] : []),
  ];
  if (words.length > 0)
    return { word: `Complete, ${words.join(", ")}`, tone: record.rows === 0 ? "counter" : "warn" };
  return record.rows === 0
    ? { word: "Complete, nothing new in it", tone: "neutral" }
    : { word: "Complete", tone: "ok" };
}

/** "12.4 MB": decimal units, as file managers show them. */
export function byteWords(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? "B"}`;
}
