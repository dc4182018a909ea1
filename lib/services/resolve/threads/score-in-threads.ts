import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { inOne, placesOfUses, type ScoredLinks, scoreLinks } from "@/lib/engine/scoring/score-links";
import type { PreparedRun } from "@/lib/engine/resolve";
import type { FromScorer, ScoringOrder, ScoringSetup } from "./protocol";

/** Below so many observations starting threads takes longer than the work. */
const OBSERVATIONS_MIN = 500_000;
/** Blocks a thread gets to do, so that none is left alone with the last of the work. */
const BLOCKS_PER_THREAD = 24;
const THREADS_MAX = 16;

/**
 * Scores every candidate pair in several threads over the same columns. The links are those, and in
 * the order, of `scoreLinks`: each thread takes blocks of accounts, and parts are put together by block.
 */
export async function scoreInThreads(
  prepared: PreparedRun,
  threads = Math.min(THREADS_MAX, availableParallelism()),
): Promise<ScoredLinks> {
  const { input, crowds, scorer } = prepared;
  if (threads < 2 || input.useAccount.length < OBSERVATIONS_MIN) return scoreLinks(scorer);
  const accounts = input.accountIds.length;
  const blocks = Math.min(accounts, threads * BLOCKS_PER_THREAD);
  const setup: ScoringSetup = {
    // Names stay here: a thread has no use for them, and copying a million strings takes long.
    input: {
      ...input,
      accountIds: [],
      accountIndex: new Map(),
      accountTypes: [],
      identifierValue: [],
      entities: [],
      contracts: [],
    },
    crowds,
    model: scorer.model,
    plan: scorer.plan,
    placeOfUse: placesOfUses(input),
  };
  const parts: ScoredLinks[] = [];
  let next = 0;
  const orderOf = (block: number): ScoringOrder => ({
    block,
    from: Math.floor((accounts * block) / blocks),
    to: Math.floor((accounts * (block + 1)) / blocks),
  });
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL("./score-worker.mjs", import.meta.url), { workerData: setup }),
  );
  try {
    await Promise.all(
      workers.map(
        async (worker) =>
          await new Promise<void>((resolve, reject) => {
            const goOn = (): void => {
              if (next >= blocks) resolve();
              else worker.postMessage(orderOf(next++), []);
            };
            worker.on("message", (message: FromScorer) => {
              if (message.kind === "failure") {
                reject(new Error(`a scoring thread failed: ${message.message}`));
                return;
              }
              parts[message.block] = message.links;
              goOn();
            });
            worker.on("error", reject);
            worker.on("exit", (code) => reject(new Error(`a scoring thread ended with code ${code}`)));
            goOn();
          }),
      ),
    );
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.terminate()));
  }
  return inOne(parts);
}
