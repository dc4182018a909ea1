import { z } from "zod";
import { sha256Hex } from "@/lib/core/hash";
import type { DataDir } from "@/lib/stores/data-dir";
import path from "node:path";

/** What a process tells the host when it takes a lease. */
export const leaseHelloSchema = z.object({
  role: z.enum(["web", "command", "host"]),
  pid: z.number().int(),
  /** Where the process serves the desk, if it does. */
  url: z.string().optional(),
});
export type LeaseHello = z.infer<typeof leaseHelloSchema>;

/** What the owner of a data directory answers: who it is and where its stores listen. */
const ownerInfoSchema = z.object({
  pid: z.number().int(),
  startedAtMs: z.number(),
  dataDir: z.string(),
  /** Folder of the PostgreSQL socket, or null where the casebook is not embedded. */
  casebookSocketDir: z.string().nullable(),
  /** Socket of the ClickHouse HTTP interface, or null where the evidence store is not embedded. */
  evidenceSocket: z.string().nullable(),
  leases: z.array(leaseHelloSchema.extend({ sinceMs: z.number() })),
});
export type OwnerInfo = z.infer<typeof ownerInfoSchema>;

export const ownerAnswerSchema = z.union([
  z.object({ owner: ownerInfoSchema }),
  z.object({ error: z.string() }),
]);

/**
 * The address whose listening socket is the lock: held by the kernel, released by it on any death.
 * Linux has an abstract namespace for this; elsewhere it is a file beside the stores' sockets, and
 * the evidence engine's own file lock stands behind it.
 */
export function ownerAddress(dir: DataDir): string {
  if (process.platform === "linux") return `\0ringleader-${sha256Hex(dir.path).slice(0, 32)}`;
  return path.join(dir.runtime, "owner.sock");
}
