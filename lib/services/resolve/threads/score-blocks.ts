import { parentPort } from "node:worker_threads";
import { seededRng } from "@/lib/core/rng";
import { sampledGaps } from "@/lib/engine/model";
import { CandidatePartners } from "@/lib/engine/scoring/candidate-partners";
import { type ScoredLinks } from "@/lib/engine/scoring/scored-links";
import { scoreAccounts } from "@/lib/engine/scoring/score-links";
import { PairScorer } from "@/lib/engine/scoring/score-pair";
import type { FromScorer, ToScorer } from "./protocol";

let scorer: PairScorer | undefined;
let partners: CandidatePartners | undefined;

function memoryOf(links: ScoredLinks): ArrayBuffer[] {
  return Object.values(links).flatMap((column) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
}

function say(message: FromScorer, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}

parentPort?.on("message", (message: ToScorer) => {
  try {
    if (message.kind === "setup") {
      const { input, crowds, model, plan, placeOfUse } = message.setup;
      scorer = new PairScorer(input, crowds, model, plan);
      partners = new CandidatePartners(scorer, placeOfUse);
      return;
    }
    if (message.kind === "gaps") {
      const { input, parameters, seed } = message;
      say({ kind: "gaps", yardstick: sampledGaps(input, parameters, seededRng(seed)) });
      return;
    }
    if (scorer === undefined || partners === undefined)
      throw new RangeError("an order came before what it is about");
    const links = scoreAccounts(scorer, partners, message.from, message.to);
    say({ kind: "part", block: message.block, links }, memoryOf(links));
  } catch (error) {
    say({ kind: "failure", message: error instanceof Error ? error.message : String(error) });
  }
});
