import { tabText } from "@/lib/stores/evidence/tab-text";
import type { Value } from "./columns/column";

/** Epoch ms (2000 or later) as seconds with a fraction, which a DateTime64(3) column reads exactly. */
export function tabTime(ms: number): string {
  const digits = String(ms);
  const cut = digits.length - 3;
  return `${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** A value of a column as TabSeparated text. */
export function tabValue(value: Value | undefined, isTime: boolean): string {
  if (typeof value === "string") return tabText(value);
  if (value === null || value === undefined) return "\\N";
  return isTime ? tabTime(value) : String(value);
}
