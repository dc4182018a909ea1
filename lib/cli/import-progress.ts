import { grouped } from "@/lib/core/format";
import { MS_PER_SECOND, spanWords } from "@/lib/core/time";
import type { ImportProgress } from "@/lib/domain/import";
import { plain } from "./terminal";

/**
 * How far an import is, as a sentence: the file, rows of all files, rate, share and time left. Rate and
 * time count from the first word on, so that what an earlier run had stored does not flatter them.
 */
export class ImportPace {
  private first: ImportProgress["overall"] | undefined;

  sentence(progress: ImportProgress): string {
    const { overall } = progress;
    this.first ??= overall;
    const seconds = (overall.atMs - this.first.atMs) / MS_PER_SECOND;
    const share = overall.bytesTotal === 0 ? 1 : overall.bytesRead / overall.bytesTotal;
    const parts = [
      `${plain(progress.file)}: ${grouped(progress.rows)} rows`,
      ...(progress.rejected > 0 ? [`${grouped(progress.rejected)} rejected`] : []),
      `${Math.floor(100 * share)} % of all files (${grouped(overall.rows)} rows)`,
    ];
    const done = overall.bytesRead - this.first.bytesRead;
    if (seconds >= 1 && done > 0) {
      const rate = Math.round((overall.rows - this.first.rows) / seconds);
      const leftMs = ((overall.bytesTotal - overall.bytesRead) / done) * seconds * MS_PER_SECOND;
      parts.push(`${grouped(rate)} a second`, `${spanWords(leftMs)} left`);
    }
    return parts.join(", ");
  }
}
