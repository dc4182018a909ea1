import type { VerifyReport } from "@/lib/domain/packet";
import { RingleaderError } from "@/lib/core/errors";
import { verifyZip } from "./verify.mjs";

/**
 * Verifies a packet's zip: structure, seal and signature, bag, custody chain, page numbers, every
 * claim's figures and the clustering. What is wrong with the packet is in the report, each finding with its file.
 * `signerPem`: the public key the packet must be sealed by; without it any key passes and is named.
 * RingleaderError("not_found") where there is no such file.
 */
export async function verifyPacket(
  zipPath: string,
  options: { signerPem?: string } = {},
): Promise<VerifyReport> {
  try {
    return await verifyZip(zipPath, options);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "EISDIR")) {
      throw new RingleaderError("not_found", `There is no packet at ${zipPath}.`, { cause });
    }
    throw cause;
  }
}
