import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import yauzl from "yauzl";
import { RingleaderError } from "@/lib/core/errors";
import { randomInt, seededRng } from "@/lib/core/rng";
import type { VerifyReport } from "@/lib/domain/packet";
import type { PacketInput } from "@/lib/packet/format/packetInput";
import { packetFixture } from "@/lib/packet/testing/packetFixture";
import { buildPacket, type BuiltPacket } from "./build";
import { verifyPacket } from "./verifyPacket";

let scratch = "";
let counsel: BuiltPacket;
let internal: BuiltPacket;
const small = { accounts: 14, days: 4 };

function secretsDir(): string {
  return join(scratch, "secrets");
}

function build(input: PacketInput, folder: string): Promise<BuiltPacket> {
  return buildPacket(input, { outDir: join(scratch, folder), secretsDir: secretsDir() });
}

async function refusal(input: PacketInput): Promise<RingleaderError> {
  const outDir = mkdtempSync(join(scratch, "refused-"));
  const error: unknown = await buildPacket(input, { outDir, secretsDir: secretsDir() }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(readdirSync(outDir), "nothing half-done is left").toEqual([]);
  if (!(error instanceof RingleaderError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

/** All files of a zip by path inside its folder, read by an independent zip library. */
async function unzip(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const zip = await yauzl.openPromise(path);
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
    files.set(entry.fileName.slice(entry.fileName.indexOf("/") + 1), Buffer.concat(chunks));
  }
  return files;
}

function has(command: string): boolean {
  return spawnSync(command, ["-v"]).error === undefined;
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "ringleader-packet-"));
  counsel = await build(packetFixture({ ...small, tier: "counsel" }), "counsel");
  internal = await build(packetFixture({ ...small, tier: "internal" }), "internal");
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("a packet that was built", () => {
  test("verifies, under the signer's key and under no other", async () => {
    const signerPem = readFileSync(join(scratch, "counsel/C-0001-P1/signer.pub.pem"), "utf8");
    const report = await verifyPacket(counsel.zipPath, { signerPem });
    expect(report.checks.filter((check) => !check.ok)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(new Set(report.checks.map((check) => check.check))).toEqual(
      new Set(["zip", "signature", "bag", "manifest", "custody", "pages", "claims", "networks"]),
    );

    const other = await buildPacket(packetFixture(small), {
      outDir: join(scratch, "foreign"),
      secretsDir: join(scratch, "foreign-secrets"),
    });
    const foreign = await verifyPacket(other.zipPath, { signerPem });
    expect(foreign.checks.find((check) => !check.ok)).toMatchObject({
      check: "signature",
      file: "signer.pub.pem",
    });
  });

  test("has the same zip for the same input, and another for another", async () => {
    const again = await build(packetFixture({ ...small, tier: "counsel" }), "again");
    expect(again.sha256).toBe(counsel.sha256);
    expect(readFileSync(again.zipPath).equals(readFileSync(counsel.zipPath))).toBe(true);
    expect(internal.sha256).not.toBe(counsel.sha256);
  });

  test("stands beside its hash, signature, key and verifier, and keeps the signing key to its owner", () => {
    const folder = join(scratch, "counsel/C-0001-P1");
    expect(readdirSync(folder).sort()).toEqual([
      "C-0001-P1.zip",
      "C-0001-P1.zip.sha256",
      "signer.pub.pem",
      "tagmanifest.sig",
      "verify.mjs",
    ]);
    expect(readFileSync(`${counsel.zipPath}.sha256`, "utf8")).toBe(`${counsel.sha256}  C-0001-P1.zip\n`);
    for (const name of readdirSync(secretsDir()))
      expect(statSync(join(secretsDir(), name)).mode & 0o077).toBe(0);
  });

  test("is read by an ordinary zip library, and its bag by sha256sum's format", async () => {
    const files = await unzip(counsel.zipPath);
    const manifest = files.get("manifest-sha256.txt")?.toString("utf8") ?? "";
    const listed = manifest
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(66));
    expect(listed).toEqual([...files.keys()].filter((path) => path.startsWith("data/")).sort());
  });

  test("is never built over", async () => {
    await expect(build(packetFixture({ ...small, tier: "counsel" }), "counsel")).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await verifyPacket(counsel.zipPath)).ok).toBe(true);
  });
});

describe("a packet that was altered", () => {
  test("fails after any one flipped byte, and names a file", async () => {
    const original = readFileSync(counsel.zipPath);
    const rng = seededRng("flips");
    const path = join(scratch, "flipped.zip");
    const tail = Array.from({ length: 22 }, (_, i) => original.length - 1 - i);
    const places = [...Array.from({ length: 400 }, () => randomInt(rng, original.length)), ...tail];
    for (const place of places) {
      const flipped = Buffer.from(original);
      flipped[place] = (flipped[place] ?? 0) ^ (1 << randomInt(rng, 8));
      writeFileSync(path, flipped);
      const report = await verifyPacket(path);
      expect(report.ok, `byte ${place} of ${original.length}`).toBe(false);
      const failed = report.checks.filter((check) => !check.ok);
      expect(
        failed.every((check) => (check.file ?? "") !== ""),
        `byte ${place} names a file`,
      ).toBe(true);
    }
  }, 180_000);

  test("names the very file whose bytes were flipped", async () => {
    const original = readFileSync(counsel.zipPath);
    const name = Buffer.from("C-0001-P1/data/04-analysis/links.jsonl");
    const flipped = Buffer.from(original);
    const place = original.indexOf(name) + name.length + 40;
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    const path = join(scratch, "links-flipped.zip");
    writeFileSync(path, flipped);
    const report = await verifyPacket(path);
    expect(report.checks.filter((check) => !check.ok).map((check) => check.file)).toEqual([
      "data/04-analysis/links.jsonl",
    ]);
  });

  test("fails when cut short, padded in front or behind, or empty", async () => {
    const original = readFileSync(counsel.zipPath);
    const path = join(scratch, "resized.zip");
    const variants = [
      original.subarray(0, original.length - 1),
      original.subarray(0, 100),
      Buffer.alloc(0),
      Buffer.concat([original, Buffer.from([0])]),
      Buffer.concat([Buffer.from("MZ"), original]),
    ];
    for (const variant of variants) {
      writeFileSync(path, variant);
      expect((await verifyPacket(path)).ok).toBe(false);
    }
  });

  test("is found out by the standalone verifier with the same verdict", async () => {
    const original = readFileSync(internal.zipPath);
    const verifier = join(scratch, "internal/C-0001-P1/verify.mjs");
    const run = (path: string): { status: number | null; report: VerifyReport } => {
      const { status, stdout } = spawnSync(process.execPath, [verifier, path, "--json"], {
        encoding: "utf8",
        cwd: "/",
      });
      return { status, report: JSON.parse(stdout) as VerifyReport };
    };
    expect(run(internal.zipPath)).toEqual({ status: 0, report: await verifyPacket(internal.zipPath) });
    const rng = seededRng("standalone");
    const path = join(scratch, "standalone.zip");
    for (let i = 0; i < 8; i++) {
      const flipped = Buffer.from(original);
      const place = randomInt(rng, original.length);
      flipped[place] = (flipped[place] ?? 0) ^ 0x10;
      writeFileSync(path, flipped);
      expect(run(path)).toEqual({ status: 1, report: await verifyPacket(path) });
    }
    expect(spawnSync(process.execPath, [verifier, join(scratch, "absent.zip")]).status).toBe(2);
  });
});

describe("the internal tier", () => {
  const input = packetFixture(small);
  const withheld = input.subjects
    .flatMap(({ account }) => [
      account.email ?? "",
      account.phone ?? "",
      account.displayName,
      account.organization,
    ])
    .filter((value) => value.length > 6);

  test("shows no e-mail, phone, name or unverified organisation in any file; counsel's shows them", async () => {
    const files = await unzip(internal.zipPath);
    const clear = [...(await unzip(counsel.zipPath)).values()].join("\n");
    for (const value of withheld) {
      for (const [path, content] of files)
        expect(content.includes(value), `a withheld value in ${path}`).toBe(false);
    }
    expect(clear).toContain(input.subjects[8]?.account.email);
    expect(clear).toContain("Halvorsen Grid Analytics");
    const disclosed = files.get("data/09-privacy/redaction-log.csv")?.toString("utf8") ?? "";
    expect(disclosed).toContain("account.email,dropped,");
    expect(disclosed.split("\n").find((line) => line.startsWith("account.email,"))).toMatch(/,14$/);
  });

  test("keeps equal values equal inside a packet and apart across packets", async () => {
    const pseudonyms = async (built: BuiltPacket): Promise<string[]> => {
      const text =
        (await unzip(built.zipPath)).get("data/03-records/observations.jsonl")?.toString("utf8") ?? "";
      return [...text.matchAll(/pn_[0-9a-f]{24}/g)].map(([pseudonym]) => pseudonym);
    };
    const here = await pseudonyms(internal);
    expect(here).toHaveLength(14);
    expect(new Set(here).size).toBe(2);
    const other = packetFixture({ ...small, tier: "internal" });
    const rekeyed = { ...other, packet: { ...other.packet, pseudonymKey: "ab".repeat(32) } };
    const there = await pseudonyms(await build(rekeyed, "rekeyed"));
    expect(there.some((pseudonym) => here.includes(pseudonym))).toBe(false);
  });

  test("is not built when a sentence, a link or a note gives a withheld value away; the value stays out of the message", async () => {
    const email = input.subjects[3]?.account.email ?? "";
    const leaky: [string, PacketInput][] = [];
    const base = packetFixture({ ...small, tier: "internal" });
    leaky.push([
      "claims",
      {
        ...base,
        claims: base.claims.map((claim) => ({
          ...claim,
          text: `${claim.text} Write to ${email.toUpperCase()}.`,
        })),
      },
    ]);
    leaky.push(["title", { ...base, case: { ...base.case, title: `The box ${email}` } }]);
    leaky.push(["purpose", { ...base, case: { ...base.case, purpose: "Find +49 (1590) 55-10000" } }]);
    leaky.push([
      "reason",
      {
        ...base,
        approvals: base.approvals.map((one) => ({
          ...one,
          reason: `seen by ${input.subjects[9]?.account.displayName ?? ""}`,
        })),
      },
    ]);
    leaky.push([
      "sentence",
      {
        ...base,
        links: base.links.map((link) => ({
          ...link,
          guards: [{ guard: "roster" as const, sentence: `Halvorsen  grid\nAnalytics` }],
        })),
      },
    ]);
    leaky.push([
      "newline",
      {
        ...base,
        claims: base.claims.map((claim) => ({ ...claim, text: `${claim.text}\nHalvorsen\nGrid\nAnalytics` })),
      },
    ]);
    leaky.push([
      "broken over lines",
      { ...base, case: { ...base.case, purpose: `${"x".repeat(60)} mail:${email}` } },
    ]);
    for (const [where, one] of leaky) {
      const error = await refusal(one);
      expect(error.code, where).toBe("conflict");
      expect(error.message, where).toMatch(/withheld value of (account|identifier)\./);
      expect(JSON.stringify([error.message, error.details]).toLowerCase()).not.toContain(email);
    }
  });

  test("cannot be blocked by an account holder who takes an everyday word for a name", async () => {
    const base = packetFixture({ ...small, tier: "internal" });
    const words = ["exchange", "network", "batch", "virtual", "Account"];
    const subjects = base.subjects.map((subject, i) => ({
      ...subject,
      account: { ...subject.account, displayName: words[i] ?? "" },
    }));
    expect((await verifyPacket((await build({ ...base, subjects }, "words")).zipPath)).ok).toBe(true);
  });
});

describe("what cannot be stated is not built", () => {
  test.each(["government", "peer", "public"] as const)(
    "the %s tier says that it is not available yet",
    async (tier) => {
      const error = await refusal(packetFixture({ ...small, tier }));
      expect(error.code).toBe("bad_input");
      expect(error.message).toBe(
        `The ${tier} tier is not available yet; available are internal and counsel.`,
      );
    },
  );

  test("a figure that the records do not give", async () => {
    const base = packetFixture(small);
    const error = await refusal({
      ...base,
      figures: { ...base.figures, exchanges: base.figures.exchanges + 1 },
    });
    expect(error.code).toBe("conflict");
    expect(error.message).toContain("exchanges");
  });

  test("records, links or claims of accounts outside the case, and content that was not approved", async () => {
    const base = packetFixture(small);
    const stranger = {
      apiKeyId: "key_x",
      accountId: "acct_of_somebody_else",
      createdAtMs: null,
      revokedAtMs: null,
    };
    const [firstLink] = base.links;
    if (firstLink === undefined) throw new Error("the fixture has links");
    const inputs: PacketInput[] = [
      { ...base, records: { ...base.records, apiKeys: [stranger] } },
      { ...base, links: [{ ...firstLink, accountB: "acct_of_somebody_else" }] },
      { ...base, links: base.links.slice(1) },
      { ...base, claims: base.claims.map((claim) => ({ ...claim, evidence: [] })) },
      { ...base, claims: base.claims.map((claim) => ({ ...claim, text: "{{guilt}}" })) },
      { ...base, packet: { ...base.packet, number: "../../C-1" } },
      { ...base, case: { ...base.case, contentHash: "0".repeat(64) } },
    ];
    for (const input of inputs) expect(["bad_input", "conflict"]).toContain((await refusal(input)).code);
  });

  test("records that break off while they are read", async () => {
    const base = packetFixture(small);
    const observations = (async function* () {
      yield* base.records.observations;
      throw new RingleaderError("unavailable", "the evidence store went away");
    })();
    expect((await refusal({ ...base, records: { ...base.records, observations } })).code).toBe("unavailable");
  });
});

describe("the report", () => {
  test.skipIf(!has("pdftotext"))(
    "states the claims with figures, hides nothing typed by an account holder, and repeats headers",
    async () => {
      const files = await unzip((await build(packetFixture({ accounts: 60, days: 2 }), "report")).zipPath);
      const path = join(scratch, "report.pdf");
      writeFileSync(path, files.get("data/01-memo/report.pdf") ?? "");
      const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
      const folded = text.replace(/\s+/g, " ");
      expect(folded).toContain("60 accounts, of which 48 are core members");
      expect(folded).toContain("COUNSEL TIER");
      const pages = text.split("\f").slice(0, -1);
      pages.forEach((page, i) => {
        expect(page).toContain(`C-0001-P1-${String(i + 1).padStart(6, "0")}`);
        expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
      });
      expect(pages.filter((page) => page.includes("Signed up")).length).toBeGreaterThan(1);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    },
  );

  test.skipIf(!has("qpdf"))("is a sound PDF", async () => {
    const path = join(scratch, "sound.pdf");
    writeFileSync(path, (await unzip(counsel.zipPath)).get("data/01-memo/report.pdf") ?? "");
    expect(spawnSync("qpdf", ["--check", path]).status).toBe(0);
  });
});
