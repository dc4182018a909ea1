import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RingleaderError } from "@/lib/core/errors";
import type { Link } from "@/lib/domain/link";
import {
  methodSentences,
  networkDocument,
  printedClaims,
  redactedLink,
  redactedShared,
} from "@/lib/packet/format/analysis";
import { BAGIT_TEXT, bagInfoText, manifestText, type BagFile } from "@/lib/packet/format/bagText";
import { checkInput } from "@/lib/packet/format/checkInput";
import { csvLine } from "@/lib/packet/format/csvText";
import { custodyChain } from "@/lib/packet/format/custodyChain";
import { disclosureDocument, REDACTION_COLUMNS } from "@/lib/packet/format/disclosure";
import { figureDifferences } from "@/lib/packet/format/figureCount";
import { groupsOf } from "@/lib/packet/format/groups";
import { jsonLine } from "@/lib/packet/format/jsonText";
import { LeakScan } from "@/lib/packet/format/leakScan";
import type { PacketInput } from "@/lib/packet/format/packetInput";
import { readmeText } from "@/lib/packet/format/readme";
import { Redactor } from "@/lib/packet/format/redact";
import { builtTier } from "@/lib/packet/format/tierRules";
import { ownWording } from "@/lib/packet/format/wording";
import { assetPath } from "./assetPath";
import { BagWriter } from "./bagWrite";
import { renderReport, type RenderedReport } from "./report/renderReport";
import { explainFromRecords, scanForLeaks } from "./scanForLeaks";
import { sealZip } from "./sealZip";
import { packetSigner } from "./sign";
import { verifyPacket } from "./verifyPacket";
import { writeAnalysis } from "./writeAnalysis";
import { writeRecords } from "./writeRecords";

export type BuildStep = "records" | "report" | "leak_scan" | "seal" | "verify";

export interface BuildOptions {
  /** The packet becomes a folder of its own in here, named by its number. */
  outDir: string;
  /** Holds the signing key; made on first use. */
  secretsDir: string;
  onProgress?: (step: BuildStep) => void;
}

export interface BuiltPacket {
  zipPath: string;
  /** Of the zip, lower-case hex. */
  sha256: string;
  bytes: number;
  /** Files of the bag, with size and hash. */
  files: BagFile[];
}

/**
 * Builds, scans, seals and verifies a packet, and puts it at outDir/NUMBER/ in one step: NUMBER.zip,
 * NUMBER.zip.sha256, tagmanifest.sig, signer.pub.pem, verify.mjs. On failure nothing is left.
 * RingleaderError: "bad_input" for a tier not available or input that cannot be stated, "conflict" where the
 * content is not the approved one, a figure differs from the records, a withheld value shows, or the packet is there already.
 */
export async function buildPacket(input: PacketInput, options: BuildOptions): Promise<BuiltPacket> {
  const tier = builtTier(input.packet.tier);
  checkInput(input);
  const { number } = input.packet;
  const target = join(options.outDir, number);
  await mkdir(options.outDir, { recursive: true });
  if (await exists(target))
    throw new RingleaderError("conflict", `Packet ${number} is there already; a packet is never built over.`);
  const work = await mkdtemp(join(options.outDir, `.${number}-`));
  const bag = new BagWriter(join(work, "bag"));
  try {
    await writeBag(
      bag,
      input,
      new Redactor(tier, input.packet.pseudonymKey),
      options.onProgress ?? (() => {}),
    );

    options.onProgress?.("seal");
    const signer = await packetSigner(options.secretsDir);
    const ready = join(work, number);
    await mkdir(ready, { mode: 0o700 });
    const zipPath = join(ready, `${number}.zip`);
    const { tagManifestSignature } = await sealZip(
      zipPath,
      { dir: bag.dir, folder: number, files: bag.files },
      signer,
    );

    options.onProgress?.("verify");
    const report = await verifyPacket(zipPath, { signerPem: signer.publicPem });
    const failed = report.checks.find((check) => !check.ok);
    if (failed !== undefined) {
      throw new RingleaderError("conflict", `The packet does not verify: ${failed.sentence}`, {
        details: { ...failed },
      });
    }

    const sha256 = await sha256OfFile(zipPath);
    await writeFile(`${zipPath}.sha256`, `${sha256}  ${number}.zip\n`);
    await writeFile(join(ready, "tagmanifest.sig"), tagManifestSignature);
    await writeFile(join(ready, "signer.pub.pem"), signer.publicPem);
    await copyFile(assetPath("lib/packet/render/verify.mjs"), join(ready, "verify.mjs"));
    const { size: bytes } = await stat(zipPath);
    await publish(ready, target, number);
    return { zipPath: join(target, `${number}.zip`), sha256, bytes, files: bag.files };
  } finally {
    await bag.abandon();
    await rm(work, { recursive: true, force: true });
  }
}

async function writeBag(
  bag: BagWriter,
  input: PacketInput,
  redactor: Redactor,
  onProgress: (step: BuildStep) => void,
): Promise<void> {
  onProgress("records");
  const count = await writeRecords(input, redactor, bag);
  const difference = figureDifferences(input.figures, count.figures())[0];
  if (difference !== undefined) {
    throw new RingleaderError(
      "conflict",
      `The case states ${difference.stated} for ${difference.figure}, the records give ${difference.counted}.`,
      { details: { ...difference } },
    );
  }
  const claims = printedClaims(input, redactor);
  const links = input.links.map((link) => redactedLink(link, redactor));
  const networks = networkDocument(input, redactor);
  const custody = custodyChain(input.custody);
  await writeAnalysis(bag, input, { claims, links, networks, custody });
  await bag.text("data/00-readme.txt", readmeText(input, redactor.tier));

  onProgress("report");
  const confirmed = links.filter((link) => link.status === "confirmed");
  const groups = groupsOf(
    input.subjects.map((subject) => subject.accountId),
    confirmed,
  );
  const shared = redactedShared(input.network.shared, redactor);
  const report = await renderReport({ input, tier: redactor.tier, claims, links, groups, shared });
  await bag.bytes("data/01-memo/report.pdf", report.bytes);
  await bag.text("data/01-memo/pages.json", jsonLine({ file: "report.pdf", pages: report.pages }));

  onProgress("leak_scan");
  await writePrivacyAndTags(bag, input, redactor, report, custody.head, links);
}

/** The files that follow from all others: what was withheld, the scan for it, and the bag's tags and manifests. */
async function writePrivacyAndTags(
  bag: BagWriter,
  input: PacketInput,
  redactor: Redactor,
  report: RenderedReport,
  custodyHead: string,
  links: readonly Link[],
): Promise<void> {
  const scan = new LeakScan(redactor.withheld());
  await bag.text("data/09-privacy/disclosure.json", jsonLine(disclosureDocument(input, redactor, scan)));
  const redactions = redactor.log().map((one) => csvLine([one.field, one.treatment, one.reason, one.count]));
  await bag.lines("data/09-privacy/redaction-log.csv", [csvLine(REDACTION_COLUMNS), ...redactions]);

  const payload = [...bag.files];
  await bag.text("bagit.txt", BAGIT_TEXT);
  await bag.text(
    "bag-info.txt",
    bagInfoText({
      packetNumber: input.packet.number,
      caseNumber: input.case.number,
      title: input.case.title,
      tier: redactor.tier,
      builtAtMs: input.packet.builtAtMs,
      softwareVersion: input.packet.softwareVersion,
      contentHash: input.case.contentHash,
      batesLast: report.pages.at(-1)?.bates ?? "",
      custodyHead,
      payload,
    }),
  );
  await bag.text("manifest-sha256.txt", manifestText(payload));
  await bag.text("tagmanifest-sha256.txt", manifestText(bag.files.filter((file) => !payload.includes(file))));

  scan.explain(ownWording());
  for (const sentence of methodSentences(input, links)) scan.explainWords(sentence);
  await explainFromRecords(scan, bag.dir, bag.files);
  await scanForLeaks(scan, bag.dir, bag.files, [
    { file: "data/01-memo/report.pdf", text: report.textLayer.join("\n") },
  ]);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Moves the finished folder into place; a packet that came in between wins. */
async function publish(ready: string, target: string, number: string): Promise<void> {
  try {
    await rename(ready, target);
  } catch (cause) {
    if (await exists(target))
      throw new RingleaderError(
        "conflict",
        `Packet ${number} is there already; a packet is never built over.`,
        { cause },
      );
    throw cause;
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}
