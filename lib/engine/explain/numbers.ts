import { grouped } from "@/lib/core/format";

/** An expected count with two figures: "0.02", "1.4", "12", "fewer than 0.001". */
export function expectedCount(value: number): string {
  if (value >= 10) return grouped(value);
  if (value >= 1) return value.toFixed(1);
  if (value >= 0.01) return value.toFixed(2);
  return value >= 0.001 ? value.toFixed(3) : "fewer than 0.001";
}

export function bitsWords(bits: number): string {
  return `${bits < 0 ? "−" : ""}${Math.abs(bits).toFixed(1)} bits`;
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
