import { compact, grouped } from "@/lib/core/format";
import { windowUtc } from "@/lib/core/time";

/** Figures a claim may name as {{name}}. All are counted over the case's subjects, from the records. */
export interface CaseFigures {
  accounts: number;
  core_accounts: number;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  payment_instruments: number;
  api_keys: number;
  ip_ranges: number;
  first_exchange_ms: number | null;
  last_exchange_ms: number | null;
}

export const FIGURE_LABEL: Record<string, string> = {
  accounts: "accounts in the case",
  core_accounts: "of them core members",
  exchanges: "exchanges by those accounts",
  input_tokens: "input tokens",
  output_tokens: "output tokens",
  payment_instruments: "distinct payment instruments",
  api_keys: "distinct API keys",
  ip_ranges: "distinct IP ranges",
  window: "first to last exchange (UTC)",
};

/** Figures as they are printed in sentences. */
export function printedFigures(figures: CaseFigures): Record<string, string> {
  return {
    accounts: grouped(figures.accounts),
    core_accounts: grouped(figures.core_accounts),
    exchanges: grouped(figures.exchanges),
    input_tokens: compact(figures.input_tokens),
    output_tokens: compact(figures.output_tokens),
    payment_instruments: grouped(figures.payment_instruments),
    api_keys: grouped(figures.api_keys),
    ip_ranges: grouped(figures.ip_ranges),
    window:
      figures.first_exchange_ms === null || figures.last_exchange_ms === null
        ? "no exchanges on record"
        : `${windowUtc(figures.first_exchange_ms, figures.last_exchange_ms)} UTC`,
  };
}

const PLACEHOLDER = /\{\{\s*([a-z_]+)\s*\}\}/g;

/** Names in {{…}} that are no figure. */
export function unknownFigures(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)]
    .map((m) => m[1] ?? "")
    .filter((name) => !Object.hasOwn(FIGURE_LABEL, name));
}

/** Figures a text names, each once, in order. */
export function namedFigures(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((m) => m[1] ?? ""))].filter((name) =>
    Object.hasOwn(FIGURE_LABEL, name),
  );
}

/** Fills {{figures}} in; an unknown one stays as written. */
export function renderFigures(text: string, printed: Record<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(printed, name) ? (printed[name] ?? whole) : whole,
  );
}
