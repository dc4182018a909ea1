import { isoDay, MS_PER_DAY } from "@/lib/core/time";
import { printedFigures, type CaseFigures } from "@/lib/domain/figures";
import type { Observation } from "@/lib/domain/identifier";
import type { ApiKeyRow, DailyActivityRow, PacketSubject, PaymentInstrumentRow } from "./packetInput";

/**
 * Counts the figures of a case from its records, row by row.
 * An API key or payment instrument counts once, whether it stands in its own table or among the observations.
 */
export class FigureCount {
  private readonly distinct = {
    api_key: new Set<string>(),
    payment_instrument: new Set<string>(),
    ip_range: new Set<string>(),
  };
  private accounts = 0;
  private core = 0;
  private exchanges = 0;
  private inputTokens = 0;
  private outputTokens = 0;
  private firstDay: string | null = null;
  private lastDay: string | null = null;

  subject(row: Pick<PacketSubject, "membership">): void {
    this.accounts++;
    if (row.membership === "core") this.core++;
  }

  apiKey(row: Pick<ApiKeyRow, "apiKeyId">): void {
    this.distinct.api_key.add(row.apiKeyId);
  }

  paymentInstrument(row: Pick<PaymentInstrumentRow, "fingerprint">): void {
    this.distinct.payment_instrument.add(row.fingerprint);
  }

  observation(row: Pick<Observation, "kind" | "value">): void {
    if (row.kind === "api_key" || row.kind === "payment_instrument" || row.kind === "ip_range") {
      this.distinct[row.kind].add(row.value);
    }
  }

  dailyActivity(row: Omit<DailyActivityRow, "accountId">): void {
    this.exchanges += row.exchanges;
    this.inputTokens += row.inputTokens;
    this.outputTokens += row.outputTokens;
    if (row.exchanges === 0) return;
    if (this.firstDay === null || row.day < this.firstDay) this.firstDay = row.day;
    if (this.lastDay === null || row.day > this.lastDay) this.lastDay = row.day;
  }

  /** First and last exchange to the day: midnight UTC of the first, the last millisecond of the last. */
  figures(): CaseFigures {
    return {
      accounts: this.accounts,
      core_accounts: this.core,
      exchanges: this.exchanges,
      input_tokens: this.inputTokens,
      output_tokens: this.outputTokens,
      payment_instruments: this.distinct.payment_instrument.size,
      api_keys: this.distinct.api_key.size,
      ip_ranges: this.distinct.ip_range.size,
      first_exchange_ms: this.firstDay === null ? null : Date.parse(`${this.firstDay}T00:00:00.000Z`),
      last_exchange_ms:
        this.lastDay === null ? null : Date.parse(`${this.lastDay}T00:00:00.000Z`) + MS_PER_DAY - 1,
    };
  }
}

/** Figures that differ between what was stated and what the records give; the window is compared by day. */
export function figureDifferences(
  stated: CaseFigures,
  counted: CaseFigures,
): { figure: string; stated: string; counted: string }[] {
  const comparable = (figures: CaseFigures): Record<string, string> => {
    const { first_exchange_ms: first, last_exchange_ms: last, ...numbers } = figures;
    const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
    return {
      ...texts,
      window:
        first === null || last === null
          ? (printedFigures(figures)["window"] ?? "")
          : `${isoDay(first)} to ${isoDay(last)}`,
    };
  };
  const countedTexts = comparable(counted);
  return Object.entries(comparable(stated)).flatMap(([figure, text]) => {
    const other = countedTexts[figure] ?? "";
    return text === other ? [] : [{ figure, stated: text, counted: other }];
  });
}
