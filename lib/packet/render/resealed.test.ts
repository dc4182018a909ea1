import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import yauzl from "yauzl";
import yazl from "yazl";
import type { VerifyCheck } from "@/lib/domain/packet";
import { canonicalJson } from "@/lib/core/canonical-json";
import { manifestText, type BagFile } from "@/lib/packet/format/bagText";
import { packetFixture } from "@/lib/packet/testing/packetFixture";
import { buildPacket } from "./build";
import { sealZip } from "./sealZip";
import { packetSigner } from "./sign";
import { verifyPacket } from "./verifyPacket";

/** Somebody with a key of his own, who takes a packet apart, changes what it says and seals it again. */

let scratch = "";
const honest = new Map<string, string | Buffer>();
const OUTSIDE = new Set(["seal.json", "seal.sig", "signer.pub.pem", "tagmanifest.sig"]);

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "ringleader-resealed-"));
  const { zipPath } = await buildPacket(packetFixture({ accounts: 14, days: 4 }), {
    outDir: scratch,
    secretsDir: join(scratch, "secrets"),
  });
  const zip = await yauzl.openPromise(zipPath);
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
    const path = entry.fileName.slice(entry.fileName.indexOf("/") + 1);
    const content = Buffer.concat(chunks);
    if (!OUTSIDE.has(path)) honest.set(path, path.endsWith(".pdf") ? content : content.toString("utf8"));
  }
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function described(path: string, content: string | Buffer): BagFile {
  return {
    path,
    bytes: Buffer.byteLength(content),
    sha256: createHash("sha256").update(content).digest("hex"),
  };
}

/** Seals the files under a key of one's own, with sizes and manifests made to fit again. */
async function resealed(
  files: ReadonlyMap<string, string | Buffer>,
  folder = "C-0001-P1",
): Promise<VerifyCheck[]> {
  const dir = mkdtempSync(join(scratch, "bag-"));
  const all = new Map(files);
  const payload = [...all]
    .filter(([path]) => path.startsWith("data/"))
    .map(([path, content]) => described(path, content));
  const oxum = `Payload-Oxum: ${payload.reduce((sum, file) => sum + file.bytes, 0)}.${payload.length}`;
  all.set("bag-info.txt", String(all.get("bag-info.txt")).replace(/Payload-Oxum: .*/, oxum));
  all.set("manifest-sha256.txt", manifestText(payload));
  const tags = [...all].filter(([path]) => !path.startsWith("data/") && path !== "tagmanifest-sha256.txt");
  all.set("tagmanifest-sha256.txt", manifestText(tags.map(([path, content]) => described(path, content))));
  for (const [path, content] of all) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  const zipPath = `${dir}.zip`;
  const signer = await packetSigner(join(scratch, "own-key"));
  await sealZip(
    zipPath,
    { dir, folder, files: [...all].map(([path, content]) => described(path, content)) },
    signer,
  );
  return (await verifyPacket(zipPath)).checks.filter((check) => !check.ok);
}

function edited(path: string, from: string | RegExp, to: string): Map<string, string | Buffer> {
  const content = String(honest.get(path));
  const changed = content.replace(from, to);
  expect(changed, `the edit of ${path} changes something`).not.toBe(content);
  return new Map([...honest, [path, changed]]);
}

describe("a packet that somebody changed and sealed again", () => {
  test("passes only where nothing was changed", async () => {
    expect(await resealed(honest)).toEqual([]);
  });

  const claims = "data/04-analysis/claims.json";
  const links = "data/04-analysis/links.jsonl";
  const networks = "data/04-analysis/networks.json";
  const custody = "data/06-custody/custody.jsonl";
  test.each([
    [
      "a claim that reads otherwise",
      claims,
      /"rendered":"14 accounts/,
      '"rendered":"15 accounts',
      "claims",
      claims,
    ],
    ["a figure stated higher", claims, /"api_keys":"14"/, '"api_keys":"15"', "claims", claims],
    [
      "evidence that is not there",
      claims,
      /"accountId":"acct_00001"/,
      '"accountId":"acct_99999"',
      "claims",
      claims,
    ],
    [
      "exchanges added to the records",
      "data/03-records/daily_activity.jsonl",
      /"exchanges":\d+/,
      '"exchanges":999',
      "claims",
      claims,
    ],
    [
      "a row of another customer",
      "data/03-records/api_keys.jsonl",
      "acct_00003",
      "acct_99999",
      "claims",
      "data/03-records/api_keys.jsonl",
    ],
    ["a link raised", links, /"bits":11\.[^,}]*(,"counterEvidence")/, '"bits":19$1', "claims", links],
    [
      "a link weakened to a candidate",
      links,
      '"status":"confirmed"',
      '"status":"candidate"',
      "networks",
      networks,
    ],
    [
      "a member moved to another group",
      networks,
      '"groups":[["acct_00001",',
      '"groups":[["acct_00001"],[',
      "networks",
      networks,
    ],
    ["a custody entry rewritten", custody, "Edda Rhys", "Nobody", "custody", custody],
    ["the last custody entry cut off", custody, /[^\n]+\n$/, "", "custody", custody],
    [
      "a page left out of the numbering",
      "data/01-memo/pages.json",
      '{"bates":"C-0001-P1-000002","page":2},',
      "",
      "pages",
      "data/01-memo/pages.json",
    ],
    ["another BagIt version", "bagit.txt", "1.0", "0.97", "bag", "bagit.txt"],
  ])("%s is found", async (_what, path, from, to, _check, file) => {
    const failed = await resealed(edited(path, from, to));
    expect(failed.map((check) => check.file)).toContain(file);
  });

  test("a file left out or one of no use to the checks is found missing", async () => {
    for (const path of [
      "data/04-analysis/links.jsonl",
      "data/03-records/accounts.jsonl",
      "data/06-custody/custody.jsonl",
    ]) {
      const without = new Map(honest);
      without.delete(path);
      expect((await resealed(without)).map((check) => check.file)).toContain(path);
    }
  });

  test("text that is no JSON, or JSON of another shape, is a finding and no crash", async () => {
    for (const content of ["{", "null\n", "[]\n", '{"claims":{}}\n', '{"__proto__":1}\n']) {
      const failed = await resealed(new Map([...honest, [claims, content], [networks, content]]));
      expect(failed.length).toBeGreaterThan(0);
    }
  });

  test("a custody chain rehashed to hide a change no longer ends where bag-info.txt says", async () => {
    const lines = String(honest.get(custody))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { entry: { actor: string } });
    let previous = "0".repeat(64);
    const rewritten = lines.map(({ entry }) => {
      const line = { previous, entry: { ...entry, actor: "Nobody" } };
      previous = createHash("sha256").update(canonicalJson(line)).digest("hex");
      return `${canonicalJson({ ...line, hash: previous })}\n`;
    });
    const failed = await resealed(new Map([...honest, [custody, rewritten.join("")]]));
    expect(failed).toMatchObject([{ check: "custody", file: custody }]);
  });
});

describe("a zip that is no packet", () => {
  async function verdict(make: (zip: yazl.ZipFile) => void): Promise<VerifyCheck[]> {
    const path = join(mkdtempSync(join(scratch, "hostile-")), "x.zip");
    const zip = new yazl.ZipFile();
    make(zip);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    return (await verifyPacket(path)).checks.filter((check) => !check.ok);
  }

  test("is refused before any of its content is read: foreign zips, links, bombs", async () => {
    const zips: ((zip: yazl.ZipFile) => void)[] = [
      (zip) => zip.addBuffer(Buffer.from("x"), "C-0001-P1/bagit.txt"),
      (zip) => zip.addBuffer(Buffer.from("/etc/passwd"), "C-0001-P1/link", { mode: 0o120777 }),
      (zip) => zip.addBuffer(Buffer.alloc(40_000_000), "C-0001-P1/bomb.txt"),
      (zip) => zip.addEmptyDirectory("C-0001-P1"),
    ];
    for (const make of zips) expect(await verdict(make)).toMatchObject([{ check: "zip" }]);
  });

  test("a name that leaves the folder is refused by the reader even where the seal is whole", async () => {
    expect(await resealed(honest, "../up")).toMatchObject([{ check: "zip" }]);
    expect(await resealed(honest, "C-0001\u202eP1")).toMatchObject([{ check: "zip" }]);
  });
});
