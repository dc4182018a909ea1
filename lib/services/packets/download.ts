import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { packet } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";

/** The zip as an attachment; who took it is on record before the first byte leaves. */
export async function downloadPacket(
  stores: Stores,
  actor: Actor,
  packetId: string,
  nowMs: number,
): Promise<Response> {
  authorize(actor, "packet.download");
  const [row] = await stores.casebook.select().from(packet).where(eq(packet.id, packetId));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such packet");
  if (row.tier !== "internal") authorize(actor, "packet.build_counsel");
  const file = path.join(
    stores.dir.packets,
    path.basename(row.filename, ".zip"),
    path.basename(row.filename),
  );
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size !== row.bytes)
    throw new RingleaderError(
      "not_found",
      "the packet's file is gone from the data directory or was changed; build a new one",
    );
  await stores.casebook.transaction(async (tx) => {
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "packet.download",
        objectType: "case",
        objectId: row.caseId,
        details: { packetId, sha256: row.sha256 },
      },
      nowMs,
    );
  });
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-length": String(row.bytes),
      "content-disposition": `attachment; filename="${path.basename(row.filename)}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** What goes to the recipient beside the zip: the verifier, and the public key it was sealed by. */
export const CHECK_FILES = ["verify.mjs", "signer.pub.pem"] as const;

export async function downloadCheckFile(
  stores: Stores,
  actor: Actor,
  packetId: string,
  name: (typeof CHECK_FILES)[number],
): Promise<Response> {
  authorize(actor, "packet.download");
  const [row] = await stores.casebook.select().from(packet).where(eq(packet.id, packetId));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such packet");
  const file = path.join(stores.dir.packets, path.basename(row.filename, ".zip"), name);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new RingleaderError("not_found", "this file is gone from the data directory; build a new packet", {
      cause,
    });
  });
  return new Response(text, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
