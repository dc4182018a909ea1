import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EngineInput } from "@/lib/engine/input";
import type { Yardstick } from "@/lib/engine/model";
import type { EngineParameters } from "@/lib/engine/parameters";
import type { PreparedRun } from "@/lib/engine/resolve";
import { inOne, type ScoredLinks } from "@/lib/engine/scoring/scored-links";
import { placesOfUses, scoreLinks } from "@/lib/engine/scoring/score-links";
import type { FromScorer, ScoringSetup, ToScorer } from "./protocol";

/** Below so many observations starting threads takes longer than the work. */
const OBSERVATIONS_MIN = 500_000;
/** Blocks a thread gets to do, so that none is left alone with the last of the work. */
const BLOCKS_PER_THREAD = 24;
const THREADS_MAX = 16;

/** Names stay here: a thread has no use for them, and copying a million strings takes long. */
function withoutNames(input: EngineInput): EngineInput {
  return {
    ...input,
    accountIds: [],
    accountIndex: new Map(),
    identifierValue: [],
    entities: [],
    contracts: [],
  };
}

/** Threads that score pairs. They start at once, so that they are ready when the work is. */
export class ScoringThreads {
  readonly #workers: Worker[];

  /** None where the input is too small to be worth it. */
  constructor(input: EngineInput, threads = Math.min(THREADS_MAX, availableParallelism())) {
    const count = threads < 2 || input.useAccount.length < OBSERVATIONS_MIN ? 0 : threads;
    this.#workers = Array.from(
      { length: count },
      () => new Worker(new URL("./score-worker.mjs", import.meta.url)),
    );
  }

  /** Measures gap tables in one of the threads, while this one does something else; undefined where there are none. */
  sampleGaps(input: EngineInput, parameters: EngineParameters, seed: string): Promise<Yardstick> | undefined {
    const [worker] = this.#workers;
    if (worker === undefined) return undefined;
    return new Promise<Yardstick>((resolve, reject) => {
      worker.once("message", (message: FromScorer) => {
        if (message.kind === "gaps") resolve(message.yardstick);
        else
          reject(
            new Error(message.kind === "failure" ? message.message : "a thread answered something else"),
          );
      });
      worker.once("error", reject);
      const order: ToScorer = { kind: "gaps", input: withoutNames(input), parameters, seed };
      worker.postMessage(order, []);
    });
  }

  /**
   * Scores every candidate pair over the same columns. The links are those, and in the order, of
   * `scoreLinks`: each thread takes blocks of accounts, and parts are put together by block.
   */
  async score(prepared: PreparedRun): Promise<ScoredLinks> {
    const { input, crowds, scorer } = prepared;
    if (this.#workers.length === 0) return scoreLinks(scorer);
    const accounts = input.accountIds.length;
    const blocks = Math.min(accounts, this.#workers.length * BLOCKS_PER_THREAD);
    const setup: ScoringSetup = {
      input: withoutNames(input),
      crowds,
      model: scorer.model,
      plan: scorer.plan,
      placeOfUse: placesOfUses(input),
    };
    const parts: ScoredLinks[] = [];
    let next = 0;
    const order = (worker: Worker): boolean => {
      if (next >= blocks) return false;
      const block = next++;
      const from = Math.floor((accounts * block) / blocks);
      const to = Math.floor((accounts * (block + 1)) / blocks);
      const message: ToScorer = { kind: "order", block, from, to };
      worker.postMessage(message, []);
      return true;
    };
    await Promise.all(
      this.#workers.map(
        async (worker) =>
          await new Promise<void>((resolve, reject) => {
            worker.on("message", (message: FromScorer) => {
              if (message.kind === "failure") {
                reject(new Error(`a scoring thread failed: ${message.message}`));
                return;
              }
              if (message.kind === "gaps") return;
              parts[message.block] = message.links;
              if (!order(worker)) resolve();
            });
            worker.on("error", reject);
            worker.on("exit", (code) => reject(new Error(`a scoring thread ended with code ${code}`)));
            const first: ToScorer = { kind: "setup", setup };
            worker.postMessage(first, []);
            if (!order(worker)) resolve();
          }),
      ),
    );
    return inOne(parts);
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map(async (worker) => await worker.terminate()));
  }
}

/** As `ScoringThreads.score`, with threads of its own. */
export async function scoreInThreads(prepared: PreparedRun, threads?: number): Promise<ScoredLinks> {
  const pool = new ScoringThreads(prepared.input, threads);
  try {
    return await pool.score(prepared);
  } finally {
    await pool.end();
  }
}
