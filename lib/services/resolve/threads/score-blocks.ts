import { parentPort, workerData } from "node:worker_threads";
import { CandidatePartners } from "@/lib/engine/scoring/candidate-partners";
import { type ScoredLinks, scoreAccounts } from "@/lib/engine/scoring/score-links";
import { PairScorer } from "@/lib/engine/scoring/score-pair";
import type { FromScorer, ScoringOrder, ScoringSetup } from "./protocol";

const { input, crowds, model, plan, placeOfUse } = workerData as ScoringSetup;
const scorer = new PairScorer(input, crowds, model, plan);
const partners = new CandidatePartners(scorer, placeOfUse);

function memoryOf(links: ScoredLinks): ArrayBuffer[] {
  return Object.values(links).flatMap((column) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
}

function say(message: FromScorer, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}

parentPort?.on("message", ({ block, from, to }: ScoringOrder) => {
  try {
    const links = scoreAccounts(scorer, partners, from, to);
    say({ kind: "part", block, links }, memoryOf(links));
  } catch (error) {
    say({ kind: "failure", message: error instanceof Error ? error.message : String(error) });
  }
});
