import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonLine } from "@/lib/packet/format/jsonText";
import type { BagFile } from "@/lib/packet/format/bagText";
import type { PacketSigner } from "./sign";
import { ZipWriter } from "./zipWrite";

/**
 * Zips a bag into one folder and seals it. Beside the bag, outside its manifests, stand
 * tagmanifest.sig and signer.pub.pem, and at the end seal.json (every file's stored bytes, hashed) with seal.sig
 * over it: the manifests speak of contents, the seal of the zip's own bytes.
 */
export async function sealZip(
  zipPath: string,
  bag: { dir: string; folder: string; files: readonly BagFile[] },
  signer: PacketSigner,
): Promise<{ tagManifestSignature: Buffer }> {
  const zip = await ZipWriter.create(zipPath);
  try {
    for (const { path } of [...bag.files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      await zip.deflate(`${bag.folder}/${path}`, createReadStream(join(bag.dir, path)));
    }
    const tagManifestSignature = signer.sign(await readFile(join(bag.dir, "tagmanifest-sha256.txt")));
    await zip.store(`${bag.folder}/tagmanifest.sig`, tagManifestSignature);
    await zip.store(`${bag.folder}/signer.pub.pem`, Buffer.from(signer.publicPem, "utf8"));
    const seal = jsonLine({
      format: "ringleader-seal-1",
      folder: bag.folder,
      entries: zip.entries.map(({ name, method, crc32, bytes, storedSha256 }) => ({
        path: name.slice(bag.folder.length + 1),
        method,
        crc32,
        bytes,
        storedSha256,
      })),
    });
    const sealBytes = Buffer.from(seal, "utf8");
    await zip.store(`${bag.folder}/seal.json`, sealBytes);
    await zip.store(`${bag.folder}/seal.sig`, signer.sign(sealBytes));
    await zip.finish();
    return { tagManifestSignature };
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}
