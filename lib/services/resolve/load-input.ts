import { EngineInputBuilder, type EngineInput } from "@/lib/engine";
import { readRoster, streamEngineAccounts, streamEngineUses } from "@/lib/stores/evidence/reads/engine-input";
import type { Stores } from "@/lib/stores/connect";

/** Everything the engine reads, streamed from the evidence store into columns. */
export async function loadEngineInput(
  stores: Stores,
  onProgress: (sentence: string) => void,
): Promise<EngineInput> {
  const builder = new EngineInputBuilder();
  let accounts = 0;
  for await (const account of streamEngineAccounts(stores.evidence)) {
    builder.addAccount(account);
    accounts += 1;
  }
  onProgress(`read ${accounts} accounts`);
  let uses = 0;
  for await (const use of streamEngineUses(stores.evidence)) {
    builder.addObservation(use);
    uses += 1;
    if (uses % 250_000 === 0) onProgress(`read ${uses} observations`);
  }
  onProgress(`read ${uses} observations`);
  for (const entry of await readRoster(stores.evidence)) builder.addRoster(entry);
  return builder.build();
}
