import { spawn } from "node:child_process";
import path from "node:path";
import type { DataDir } from "@/lib/stores/data-dir";
import { projectRoot } from "@/lib/stores/root";

/** Starts a hidden command of the product and returns at once; `onDeath` hears of an end that was no success. */
export type LaunchWorker = (command: readonly string[], onDeath: () => void) => void;

/**
 * Workers are processes of their own, in a group of their own: an import neither holds up the web
 * server nor ends with it. What a worker has to say it writes on the record of its work.
 */
export function workerLauncher(dir: DataDir): LaunchWorker {
  return (command, onDeath) => {
    const root = projectRoot();
    const { NODE_OPTIONS: _options, RINGLEADER_PARENT_PID: _parent, ...env } = process.env;
    const child = spawn(
      process.execPath,
      [path.join(root, "lib/cli/bin.mjs"), ...command, "--data-dir", dir.path],
      { cwd: root, env, detached: true, stdio: "ignore" },
    );
    let told = false;
    const ended = (code: number | null): void => {
      if (told || code === 0) return;
      told = true;
      onDeath();
    };
    child.once("error", () => ended(null));
    child.once("exit", ended);
    child.unref();
  };
}
