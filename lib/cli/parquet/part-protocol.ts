import type { ErrorCode } from "@/lib/core/errors";
import type { BundleTable } from "@/lib/domain/import";
import type { SynthOptions } from "@/lib/synth/synth-files";

/** What a worker is started with. */
export interface WorkerSetup {
  folder: string;
  options: Partial<SynthOptions>;
  exchangesPerPart: number;
}

/** To a worker: make this part of a table. */
export interface PartOrder {
  table: BundleTable;
  part: number;
}

/** From a worker: rows of the part so far; the last one says done. */
export interface PartReport extends PartOrder {
  kind: "rows";
  rows: number;
  done: boolean;
}

/** From a worker: why a part could not be made. The code is there where the sentence is meant for the user. */
interface PartFailure {
  kind: "failure";
  code: ErrorCode | undefined;
  message: string;
}

export type FromWorker = PartReport | PartFailure;
