import { eq, sql } from "drizzle-orm";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { packet } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { tierSchema, type PacketSummary, type Tier } from "@/lib/domain/packet";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { buildPacket, type BuildStep } from "@/lib/packet/render/build";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { projectRoot } from "@/lib/stores/root";
import { approvedHashOf, caseContent, findCase } from "@/lib/services/cases/read";
import { caseNumber } from "@/lib/services/networks/read";
import { gatherPacket } from "./gather";

export const packetBodySchema = z.object({ tier: tierSchema });

function softwareVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(path.join(projectRoot(), "package.json"), "utf8"));
  return typeof parsed === "object" && parsed !== null && "version" in parsed
    ? String(parsed.version)
    : "unknown";
}

/**
 * Builds and registers the packet of an approved case. Refused where the case has changed since the
 * approval, or the records no longer give the approved figures.
 */
export async function buildCasePacket(
  stores: Stores,
  actor: Actor,
  caseIdOrNumber: string,
  tier: Tier,
  nowMs: number,
  onProgress: (step: BuildStep) => void = () => undefined,
): Promise<PacketSummary & { zipPath: string }> {
  authorize(actor, tier === "internal" ? "packet.build_internal" : "packet.build_counsel");
  const found = await findCase(stores.casebook, caseIdOrNumber);
  const number = caseNumber(found.ordinal);
  const { contentHash } = await caseContent(stores.casebook, found);
  const approved = await approvedHashOf(stores.casebook, found.id);
  if (found.status !== "approved" || approved === null)
    throw new RingleaderError(
      "conflict",
      `case ${number} is not approved; only an approved case can be exported`,
    );
  if (approved !== contentHash)
    throw new RingleaderError(
      "conflict",
      `case ${number} has changed since it was approved; submit it again`,
    );
  const [last] = await stores.casebook
    .select({ ordinal: sql<number>`coalesce(max(${packet.ordinal}), 0)::int` })
    .from(packet)
    .where(eq(packet.caseId, found.id));
  const ordinal = (last?.ordinal ?? 0) + 1;
  const id = newId("packet");
  // A build that died before it was registered left this number's folder; nobody has been given it.
  await rm(path.join(stores.dir.packets, `${number}-P${ordinal}`), { recursive: true, force: true });
  const input = await gatherPacket(stores, found, {
    id,
    ordinal,
    tier,
    builtAtMs: nowMs,
    builtBy: actor.name,
    softwareVersion: softwareVersion(),
  });
  const built = await buildPacket(input, {
    outDir: stores.dir.packets,
    secretsDir: stores.dir.secrets,
    onProgress,
  });
  const filename = path.basename(built.zipPath);
  const register = async (): Promise<void> =>
    stores.casebook.transaction(async (tx) => {
      await tx.insert(packet).values({
        id,
        caseId: found.id,
        ordinal,
        tier,
        builtAt: new Date(nowMs),
        builtById: actor.userId,
        builtByName: actor.name,
        bytes: built.bytes,
        sha256: built.sha256,
        filename,
        approvedContentHash: contentHash,
      });
      await appendAudit(
        tx,
        {
          actorId: actor.userId,
          action: "packet.build",
          objectType: "case",
          objectId: found.id,
          details: { number: `${number}-P${ordinal}`, tier, sha256: built.sha256, contentHash },
        },
        nowMs,
      );
    });
  try {
    await register();
  } catch (error) {
    // An unregistered packet must not exist: it would also take the next one's number.
    await rm(path.dirname(built.zipPath), { recursive: true, force: true });
    throw error;
  }
  return {
    id,
    number: `${number}-P${ordinal}`,
    caseId: found.id,
    tier,
    builtAtMs: nowMs,
    builtBy: actor.name,
    bytes: built.bytes,
    sha256: built.sha256,
    filename,
    approvedContentHash: contentHash,
    zipPath: built.zipPath,
  };
}
