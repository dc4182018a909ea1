import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { labelledData } from "@/lib/bench/labelled-data";
import { groupingMetrics } from "@/lib/bench/metrics";
import { loadTruth, rowsOfFolder } from "@/lib/bench/load-input";
import { ended, isAlive, scratchFolder } from "@/lib/services/testing/stores";
import { openDataDir } from "@/lib/stores/data-dir";
import { askOwner } from "@/lib/stores/embedded/host";
import { projectRoot } from "@/lib/stores/root";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line as a shell would, on embedded stores. */
async function ringleader(...args: string[]): Promise<Ran> {
  const {
    RINGLEADER_DATA_DIR: _dir,
    CLICKHOUSE_URL: _clickhouse,
    DATABASE_URL: _database,
    ...env
  } = process.env;
  const child = spawn(process.execPath, ["lib/cli/bin.mjs", ...args], {
    cwd: projectRoot(),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ran: Ran = { status: null, stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (ran.stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (ran.stderr += chunk.toString("utf8")));
  ran.status = await new Promise((resolve) => child.once("close", resolve));
  return ran;
}

const scratch: string[] = [];
function folder(name: string): string {
  const made = scratchFolder(name);
  scratch.push(made);
  return made;
}

async function stopOwner(dataDir: string): Promise<void> {
  const dir = openDataDir(dataDir);
  const owner = await askOwner(dir);
  if (owner !== undefined && isAlive(owner.pid)) {
    process.kill(owner.pid, "SIGTERM");
    await ended(owner.pid);
  }
  rmSync(dir.runtime, { recursive: true, force: true });
}

afterAll(() => {
  for (const each of scratch) rmSync(each, { recursive: true, force: true });
});

/** One line that says what is wrong; no stack, no usage page. */
function expectOneLine(ran: Ran, status: number, sentence: RegExp): void {
  expect(ran.stderr.trim().split("\n"), ran.stderr).toHaveLength(1);
  expect(ran.stderr).toMatch(/^ringleader: /);
  expect(ran.stderr).toMatch(sentence);
  expect(ran.stdout).toBe("");
  expect(ran.status).toBe(status);
}

describe("help and usage", () => {
  const COMMANDS = [
    [],
    ["up"],
    ["ingest"],
    ["resolve"],
    ["networks"],
    ["explain"],
    ["packet"],
    ["packet", "build"],
    ["packet", "verify"],
    ["synth"],
    ["setup-token"],
    ["demo"],
  ];

  test("every command has its help, and its top page names them all", async () => {
    const runs = new Map<string, Ran>();
    for (let at = 0; at < COMMANDS.length; at += 2) {
      await Promise.all(
        COMMANDS.slice(at, at + 2).map(async (command) =>
          runs.set(command.join(" "), await ringleader(...command, "--help")),
        ),
      );
    }
    for (const [command, ran] of runs) {
      expect(ran.status, command).toBe(0);
      expect(ran.stderr, command).toBe("");
      expect(ran.stdout, command).toContain(`Usage: ${`ringleader ${command}`.trim()}`);
    }
    for (const command of COMMANDS) expect(runs.get("")?.stdout).toContain(command[0] ?? "");
    expect(runs.get("")?.stdout).toContain("Exit codes");
    for (const command of ["up", "ingest", "resolve", "networks", "explain", "packet build", "setup-token"])
      expect(runs.get(command)?.stdout).toContain("--data-dir");
  });

  test.each([
    [["nonsense"], /unknown command 'nonsense'/],
    [["ingest"], /missing required argument 'path'/],
    [["explain", "one"], /missing required argument/],
    [["resolve", "--nonsense"], /unknown option '--nonsense'/],
    [["packet", "build", "C-0001"], /required option '--tier <tier>'/],
  ])(
    "%j is bad usage: exit code 2, one line that says so and one that says where to read on",
    async (args, sentence) => {
      const ran = await ringleader(...args);
      expect(ran.status).toBe(2);
      expect(ran.stdout).toBe("");
      const lines = ran.stderr.split("\n").filter((line) => line !== "");
      expect(lines[0]).toMatch(/^error: /);
      expect(lines[0]).toMatch(sentence);
      expect(lines.length).toBeLessThanOrEqual(2);
    },
  );
});

describe("bad surroundings are one clear line", () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = path.join(folder("cli"), "data");
  });
  afterAll(async () => stopOwner(dataDir));

  test("a path that is not there", async () => {
    expectOneLine(
      await ringleader("ingest", path.join(dataDir, "no-such-folder"), "--data-dir", dataDir),
      3,
      /no-such-folder/,
    );
  });

  test("a preset that is not there", async () => {
    expectOneLine(
      await ringleader("ingest", projectRoot(), "--preset", "nonsense", "--data-dir", dataDir),
      2,
      /there is no preset of that name; there are bundle, litellm/,
    );
  });

  test("nothing imported yet", async () => {
    expectOneLine(
      await ringleader("resolve", "--data-dir", dataDir),
      4,
      /nothing has been imported yet; run/,
    );
  });

  test("an unknown tier, and a case that is not there", async () => {
    expectOneLine(
      await ringleader("packet", "build", "C-0001", "--tier", "secret", "--data-dir", dataDir),
      2,
      /there is no tier secret/,
    );
    const ran = await ringleader("packet", "build", "C-0001", "--tier", "internal", "--data-dir", dataDir);
    expectOneLine(ran, 3, /there is no such case/);
  });

  test("a busy port, and a port that is none", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expectOneLine(
      await ringleader("up", "--port", String(port), "--data-dir", dataDir),
      4,
      new RegExp(`port ${port} is in use; choose another with --port`),
    );
    await new Promise((resolve) => server.close(resolve));
    expectOneLine(
      await ringleader("up", "--port", "99999", "--data-dir", dataDir),
      2,
      /--port takes a number/,
    );
  });

  test("a data directory that cannot be written", async () => {
    const file = path.join(folder("cli"), "file");
    writeFileSync(file, "");
    expectOneLine(
      await ringleader("setup-token", "--data-dir", path.join(file, "data")),
      2,
      /cannot be written; choose another with --data-dir/,
    );
  });

  test("a data directory that is not there is not made by looking", async () => {
    const missing = path.join(folder("cli"), "missing");
    expectOneLine(await ringleader("networks", "--data-dir", missing), 3, /there is no data directory at/);
    expect(existsSync(missing)).toBe(false);
  });

  test("somebody else's folder", async () => {
    const foreign = folder("foreign");
    writeFileSync(path.join(foreign, "thesis.txt"), "mine");
    expectOneLine(await ringleader("networks", "--data-dir", foreign), 2, /is no Ringleader data directory/);
  });

  test("a data directory of a newer version", async () => {
    const newer = folder("newer");
    writeFileSync(path.join(newer, "ringleader.json"), '{"product":"ringleader","format":99}');
    expectOneLine(await ringleader("networks", "--data-dir", newer), 2, /another version/);
  });

  test("a packet that is no zip, and one that is not there", async () => {
    const file = path.join(folder("packet"), "packet.zip");
    writeFileSync(file, "this is no zip");
    const ran = await ringleader("packet", "verify", file);
    expect(ran.status).toBe(4);
    expect(ran.stdout).toMatch(/FAILED.*packet\.zip.*too short to be a zip\nThe packet does NOT verify\.\n$/);
    expect(ran.stderr).toBe("");
    expectOneLine(await ringleader("packet", "verify", `${file}.missing`), 3, /packet\.zip\.missing/);
  });

  test("a synthetic bundle is not written over something, nor with a figure that is none", async () => {
    const out = folder("synth");
    mkdirSync(path.join(out, "there"));
    expectOneLine(await ringleader("synth", out), 4, /is not empty/);
    expectOneLine(
      await ringleader("synth", path.join(out, "new"), "--days", "many"),
      2,
      /--days takes a whole number/,
    );
    expectOneLine(
      await ringleader("synth", path.join(out, "new"), "--format", "parquet", "--gzip"),
      2,
      /Parquet is compressed already/,
    );
  });

  test("a synthetic bundle is written as Parquet, told table by table", async () => {
    const out = path.join(folder("synth"), "bundle");
    const figures = ["--operator-accounts", "20", "--honest-accounts", "100", "--exchanges", "1500"];
    const ran = await ringleader("synth", out, ...figures, "--format", "parquet");
    expect(ran).toMatchObject({ status: 0, stdout: `${out}\n` });
    expect(ran.stderr).toMatch(/^ {2}exchanges: 1.500 rows$/m);
    expect(readdirSync(out).sort()).toEqual([
      "accounts.parquet",
      "api_keys.parquet",
      "asn.parquet",
      "events.parquet",
      "exchanges.parquet",
      "observations.parquet",
      "payment_instruments.parquet",
      "roster.parquet",
      "truth.csv",
    ]);
  });
});

const memberSchema = z.strictObject({
  network_id: z.string(),
  account_id: z.string(),
  membership: z.enum(["core", "probable", "fringe"]),
  bits: z.number(),
});

const { dir: hop, absent, skipped } = labelledData();

describe.skipIf(absent)(`real input${skipped}`, () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = path.join(folder("hop"), "data");
  });
  afterAll(async () => stopOwner(dataDir));

  test("the labelled set goes through import, resolve and the list of members, and its operators are found", async () => {
    const imported = await ringleader("ingest", hop, "--preset", "hop", "--json", "--data-dir", dataDir);
    expect(imported.status, imported.stderr).toBe(0);
    expect(imported.stdout.trim().split("\n")).toHaveLength(1);
    const resolved = await ringleader("resolve", "--json", "--data-dir", dataDir);
    expect(resolved.status, resolved.stderr).toBe(0);
    const summary = z
      .looseObject({ networks: z.number(), accountsInNetworks: z.number() })
      .parse(JSON.parse(resolved.stdout));

    const listed = await ringleader("networks", "--members", "--json", "--data-dir", dataDir);
    expect(listed.status, listed.stderr).toBe(0);
    const members = listed.stdout
      .trim()
      .split("\n")
      .map((line) => memberSchema.parse(JSON.parse(line)));
    expect(members).toHaveLength(summary.accountsInNetworks);
    const numbers = new Map(
      [...new Set(members.map((row) => row.network_id))].map((id, number) => [id, number]),
    );
    expect(numbers.size).toBe(summary.networks);
    const groupOf = new Map(members.map((row) => [row.account_id, numbers.get(row.network_id) ?? -1]));
    expect(groupOf.size).toBe(members.length);
    const metrics = groupingMetrics(await loadTruth(rowsOfFolder(hop)), groupOf);
    expect(metrics.pair_f1).toBeGreaterThanOrEqual(0.75);
    expect(metrics.innocents_in_8).toBeLessThanOrEqual(0.01);

    const [one, two] = members.filter((row) => row.network_id === members[0]?.network_id);
    const explained = await ringleader(
      "explain",
      one?.account_id ?? "",
      two?.account_id ?? "",
      "--json",
      "--data-dir",
      dataDir,
    );
    expect(explained.status, explained.stderr).toBe(0);
    expect(
      z.looseObject({ bits: z.number(), evidence: z.array(z.unknown()) }).parse(JSON.parse(explained.stdout))
        .evidence.length,
    ).toBeGreaterThan(0);
    expectOneLine(
      await ringleader("explain", one?.account_id ?? "", "nobody", "--data-dir", dataDir),
      3,
      /there is no account nobody/,
    );
  });
});
