import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";

/** A graph as columns: edge i joins a[i] and b[i]. */
export interface WeightedEdges {
  count: number;
  a: Int32Array;
  b: Int32Array;
  bits: Float64Array;
}

const louvainSchema = z.object({
  /** From columns in memory to a graph. */
  build_seconds: z.number(),
  /** From the graph to communities. */
  seconds: z.number(),
  nodes: z.number(),
  communities: z.number(),
  peak_rss_mb: z.number(),
});
export type LouvainFigures = z.infer<typeof louvainSchema>;

/** graphology's Louvain over the edges weighted by bits, in a process of its own. */
export async function runLouvain(edges: WeightedEdges): Promise<LouvainFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), "ringleader-bench-louvain-"));
  try {
    const names = { a: edges.a, b: edges.b, bits: edges.bits };
    for (const [name, column] of Object.entries(names)) {
      const used = column.subarray(0, edges.count);
      writeFileSync(path.join(folder, name), new Uint8Array(used.buffer, used.byteOffset, used.byteLength));
    }
    const child = fork(fileURLToPath(new URL("./louvain-contender.ts", import.meta.url)), [folder], {
      execArgv: ["--import", "tsx", "--max-old-space-size=12288"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const answers: unknown[] = [];
    child.on("message", (message) => answers.push(message));
    const [code] = await once(child, "exit");
    if (code !== 0) throw new RingleaderError("unavailable", "Louvain failed, its reason is above");
    return louvainSchema.parse(answers[0]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
