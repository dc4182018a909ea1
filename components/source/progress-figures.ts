import { compact } from "@/lib/core/format";
import { MS_PER_SECOND, spanWords } from "@/lib/core/time";
import type { ImportProgress } from "@/lib/domain/import";

interface ProgressFigures {
  /** 0 to 1; null where nobody knows how much there is. */
  share: number | null;
  rows: number;
  rowsPerSecond: number | null;
  /** At the rate so far; null before there is one. */
  leftMs: number | null;
}

/** What a progress line says, from the bytes read of the bytes there are. */
export function progressFigures(progress: ImportProgress): ProgressFigures {
  const { rows, bytesRead, bytesTotal, startedAtMs, atMs } = progress.overall;
  const elapsedMs = atMs - startedAtMs;
  const share = bytesTotal > 0 ? Math.min(1, bytesRead / bytesTotal) : null;
  return {
    share,
    rows,
    rowsPerSecond: elapsedMs > 0 ? (rows * MS_PER_SECOND) / elapsedMs : null,
    leftMs: share === null || share === 0 || elapsedMs <= 0 ? null : (elapsedMs * (1 - share)) / share,
  };
}

/** "1.2 M rows · 310 k rows/s · 40 s left" */
export function progressWords(progress: ImportProgress): string {
  const { rows, rowsPerSecond, leftMs } = progressFigures(progress);
  return [
    `${compact(rows)} rows`,
    ...(rowsPerSecond === null || rowsPerSecond < 1 ? [] : [`${compact(rowsPerSecond)} rows/s`]),
    ...(leftMs === null ? [] : [`${spanWords(leftMs)} left`]),
  ].join(" · ");
}
