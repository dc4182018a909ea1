import { spawn, spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const BIN = path.join(root, "lib/cli/bin.mjs");

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line as a user would. */
export function ringleader(args: readonly string[], cwd = root): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: cleanEnv(),
  });
  return { status, stdout, stderr };
}

function cleanEnv(): NodeJS.ProcessEnv {
  const {
    NODE_OPTIONS: _options,
    RINGLEADER_DATA_DIR: _dir,
    CLICKHOUSE_URL: _clickhouse,
    DATABASE_URL: _database,
    ...rest
  } = process.env;
  return rest;
}

/** Starts `ringleader up` and waits for its two lines. */
export async function startUp(
  args: readonly string[],
): Promise<{ pid: number; url: string; setupUrl: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [BIN, "up", ...args], {
    cwd: root,
    env: cleanEnv(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (text.includes("Stop with ctrl-C.")) resolve();
    });
    void ended.then((code) => reject(new Error(`ringleader up ended with ${String(code)}: ${errors}`)));
  });
  await ready;
  const url = /Ringleader is at (\S+)/.exec(text)?.[1] ?? "";
  const setupUrl = /(\S+\/setup\?token=\S+)/.exec(text)?.[1] ?? "";
  return {
    pid: child.pid ?? 0,
    url,
    setupUrl,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
