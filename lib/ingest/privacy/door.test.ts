import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportSummary } from "@/lib/domain/import";
import { findPreset } from "@/lib/ingest/presets";
import type { Preset } from "@/lib/ingest/presets/preset";
import { dropImport, publishImport } from "@/lib/ingest/publish";
import { stageImport } from "@/lib/ingest/run";
import {
  bundleFolder,
  bytesOf,
  folderOf,
  removeFolders,
  SMALL_BUNDLE,
  type TestRow,
} from "@/lib/ingest/testing/bundle";
import { temporaryEvidence, type TemporaryEvidence } from "@/lib/ingest/testing/evidence";
import { contactKeys } from "./contact-keys";
import { openContact } from "./contact-seal";

const MARKER = "zanzibarquokka";

let evidence: TemporaryEvidence;
let imports = 0;

beforeAll(async () => {
  evidence = await temporaryEvidence();
});
afterAll(async () => {
  removeFolders();
  await evidence.close();
});

async function importFolder(source: string, preset: Preset = findPreset("bundle")): Promise<ImportSummary> {
  imports += 1;
  const importId = `imp_${imports}`;
  const summary = await stageImport({
    importId,
    source,
    preset,
    client: evidence.client,
    phoneKey: "a key of this installation",
    contactKeys: contactKeys(evidence.dir, ""),
    knownFiles: new Map(),
    dryRun: false,
    rejectFile: path.join(evidence.dir.rejects, `${importId}.csv`),
  });
  await publishImport(evidence.client, importId);
  return summary;
}

function frame(problem: string): string {
  return `You are a patient coach. Think step by step, show your full reasoning and never skip a line.\n\nProblem: ${problem} ${MARKER}`;
}

function exchange(account: string, prompt: string | null, more: TestRow = {}): TestRow {
  return { ts: "2026-04-24T10:00:00Z", account_id: account, ...more, prompt };
}

async function templatesOf(importId: string): Promise<Record<string, string>> {
  const lines = await evidence.lines(
    `SELECT account_id, template_id, capability FROM exchanges WHERE startsWith(import_id, '${importId}/') ORDER BY account_id`,
  );
  return Object.fromEntries(
    lines.map((line) => {
      const [account = "", template, capability] = line.split("\t");
      return [account, `${template} ${capability}`];
    }),
  );
}

/** Files of the data directory that hold a text, read as bytes. */
function filesWith(text: string): string[] {
  return readdirSync(evidence.dir.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

test("a prompt leaves its template and a label; its text, and contacts in the clear, are in no file of the data directory", async () => {
  const folder = bundleFolder(
    {
      accounts: [
        {
          account_id: "acct_1",
          created_at: "2026-04-22T10:00:00Z",
          email: `${MARKER}@example.test`,
          phone: "+491517654321",
        },
      ],
      exchanges: [
        exchange("a", frame("What is 2 + 2?")),
        exchange("b", frame("Name a prime above 1,000,000.")),
        exchange("c", `Hello ${MARKER}`),
        exchange("d", null),
        exchange("e", frame("x"), { template_id: "tpl_own", capability: "" }),
        exchange("f", frame("y"), { capability: "their_own" }),
        exchange(
          "g",
          `Translate the following paragraph into French, keep its tone and add nothing: ${MARKER}`,
        ),
        exchange("h", frame("z ".repeat(40_000))),
      ],
    },
    "ndjson",
  );
  const summary = await importFolder(folder);
  expect(summary.rejects).toEqual([]);
  const found = await templatesOf(summary.importId);
  const template = found["a"]?.split(" ")[0] ?? "";
  expect(template).toMatch(/^t_[0-9a-f]{16}$/);
  expect(found).toEqual({
    a: `${template} reasoning_traces`,
    b: `${template} reasoning_traces`,
    c: " chat",
    d: " ",
    e: "tpl_own reasoning_traces",
    f: `${template} their_own`,
    g: expect.stringMatching(/^t_[0-9a-f]{16} translation$/),
    h: `${template} reasoning_traces`,
  });
  expect(found["g"]).not.toContain(template);

  for (const secret of [MARKER, "7654321", "patient coach"]) expect(filesWith(secret)).toEqual([]);
  // The search finds what is stored: the account's own words.
  expect(filesWith("tpl_own").length).toBeGreaterThan(0);

  const [line = ""] = await evidence.lines(
    "SELECT email_masked, phone_masked, email_sealed, phone_sealed FROM accounts WHERE account_id = 'acct_1'",
  );
  const [emailMasked, phoneMasked, email = "", phone = ""] = line.split("\t");
  expect([emailMasked, phoneMasked]).toEqual(["za•••@example.test", "+49•••21"]);
  const keys = contactKeys(evidence.dir, "");
  expect(openContact(keys, "email", "acct_1", email)).toBe(`${MARKER}@example.test`);
  expect(openContact(keys, "phone", "acct_1", phone)).toBe("+491517654321");
});

test.each(["csv", "parquet"] as const)(
  "a template keeps its id over files, imports and undo, from %s as well",
  async (format) => {
    const unlike = `Please sort our quarterly ${format} ledgers by region and flag whatever looks odd to you`;
    const first = await importFolder(
      folderOf({
        [`exchanges-1.${format}`]: bytesOf(
          [exchange("a", frame("one")), exchange("b", `${unlike} today`)],
          format,
        ),
        [`exchanges-2.${format}`]: bytesOf(
          [exchange("c", frame("two")), exchange("d", `${unlike} now`)],
          format,
        ),
      }),
    );
    const found = await templatesOf(first.importId);
    expect(found["c"]).toBe(found["a"]);
    expect(found["d"]).toBe(found["b"]);
    expect(found["b"]).not.toBe(found["a"]);

    const second = await importFolder(
      folderOf({ [`exchanges.${format}`]: bytesOf([exchange("d2", `So: ${unlike} please`)], format) }),
    );
    expect((await templatesOf(second.importId))["d2"]).toBe(found["b"]);
    await dropImport(evidence.client, first.importId);
    const third = await importFolder(
      folderOf({ [`exchanges.${format}`]: bytesOf([exchange("d3", `${unlike} again then`)], format) }),
    );
    expect((await templatesOf(third.importId))["d3"]).toBe(found["b"]);
  },
);

test("a chat's messages under another column's name are a prompt like any other; what the model said is left out", async () => {
  const preset: Preset = {
    name: "gateway",
    label: "Gateway",
    files: [{ stem: "spend", table: "exchanges", columns: { prompt: "messages" } }],
  };
  const chat = (answer: string): string =>
    JSON.stringify([
      { role: "system", content: "You are a tireless reviewer of contracts for a small firm in the north." },
      { role: "user", content: [{ type: "text", text: "Review the contract" }] },
      { role: "assistant", content: answer },
    ]);
  const rows = ["one long answer about whales and tides", "another one entirely on the price of copper"].map(
    (answer, at) => ({ ts: "2026-04-24T10:00:00Z", account_id: `m${at}`, messages: chat(answer) }),
  );
  for (const format of ["ndjson", "parquet"] as const) {
    const summary = await importFolder(folderOf({ [`spend.${format}`]: bytesOf(rows, format) }), preset);
    const found = await templatesOf(summary.importId);
    expect(found["m0"]).toMatch(/^t_/);
    expect(found["m1"]).toBe(found["m0"]);
    await dropImport(evidence.client, summary.importId);
  }
  expect(filesWith("tireless reviewer")).toEqual([]);
});

test("a check without storing, and files without prompts, leave no template", async () => {
  const before = await evidence.lines("SELECT count() FROM prompt_templates");
  const folder = bundleFolder({ exchanges: [exchange("x", frame("nothing is kept of this one"))] }, "csv");
  await stageImport({
    importId: "imp_dry",
    source: folder,
    preset: findPreset("bundle"),
    client: evidence.client,
    phoneKey: "key",
    contactKeys: contactKeys(evidence.dir, ""),
    knownFiles: new Map(),
    dryRun: true,
    rejectFile: null,
  });
  const plain = await importFolder(bundleFolder(SMALL_BUNDLE, "csv"));
  expect(await evidence.lines("SELECT count() FROM prompt_templates")).toEqual(before);
  expect(await evidence.lines("SELECT count() FROM stage_prompt_templates")).toEqual(["0"]);
  await dropImport(evidence.client, plain.importId);
});
