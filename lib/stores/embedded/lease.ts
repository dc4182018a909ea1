import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { RingleaderError, type ErrorCode } from "@/lib/core/errors";
import type { DataDir } from "@/lib/stores/data-dir";
import { projectRoot } from "@/lib/stores/root";
import { ownerAddress, ownerAnswerSchema, type LeaseHello, type OwnerInfo } from "./owner";

/** A hold on a data directory's host: while it is open, the host stays. */
export interface Lease {
  owner: OwnerInfo;
  /** Tells the host more about this process (the address it serves). */
  tell(hello: LeaseHello): void;
  release(): void;
}

/** Opening both engines takes seconds; a host that says nothing for this long is not coming up. */
const ANSWER_TIMEOUT_MS = 60_000;

async function connect(dir: DataDir, hello: LeaseHello): Promise<Lease | undefined> {
  return await new Promise((resolve, reject) => {
    const socket: Socket = createConnection(ownerAddress(dir));
    let text = "";
    let settled = false;
    socket.on("error", () => {
      if (!settled) resolve(undefined);
      settled = true;
    });
    socket.on("close", () => {
      if (!settled) resolve(undefined);
      settled = true;
    });
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => {
      if (!settled) socket.destroy();
    });
    socket.on("connect", () => socket.write(`${JSON.stringify(hello)}\n`));
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8");
      const end = text.indexOf("\n");
      if (end === -1) return;
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      if (settled) return;
      settled = true;
      const answer = ownerAnswerSchema.safeParse(JSON.parse(line));
      if (!answer.success || "error" in answer.data) {
        socket.destroy();
        reject(
          new RingleaderError(
            "unavailable",
            `the owner of ${dir.path} answered something unexpected; is it another version?`,
          ),
        );
        return;
      }
      const { owner } = answer.data;
      // Anybody may listen on an abstract address: only sockets in this user's own private folder are believed.
      const believed = [owner.casebookSocketDir, owner.evidenceSocket].every(
        (place) => place === null || place === dir.runtime || path.dirname(place) === dir.runtime,
      );
      if (!believed) {
        socket.destroy();
        reject(
          new RingleaderError(
            "conflict",
            `another process answers for ${dir.path} with stores that are not there`,
          ),
        );
        return;
      }
      socket.setTimeout(0);
      // A lease must not keep a finished command alive.
      socket.unref();
      resolve({
        owner: answer.data.owner,
        tell: (next) => socket.write(`${JSON.stringify(next)}\n`),
        release: () => socket.destroy(),
      });
    });
  });
}

async function spawnHost(dir: DataDir, embed: string[]): Promise<void> {
  const root = projectRoot();
  const tsx = createRequire(path.join(root, "package.json")).resolve("tsx");
  const log = openSync(path.join(dir.path, "host.log"), "a", 0o600);
  const child = spawn(
    process.execPath,
    [
      "--import",
      pathToFileURL(tsx).href,
      path.join(root, "lib/stores/embedded/host-main.ts"),
      dir.path,
      ...embed,
    ],
    {
      detached: true,
      stdio: ["ignore", "pipe", log],
      cwd: root,
      env: { ...process.env, RINGLEADER_ROOT: root },
    },
  );
  const said = await new Promise<string>((resolve) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (text.includes("\n")) resolve(text);
    });
    child.on("error", () => resolve(text));
    child.on("exit", () => resolve(text));
  });
  child.stdout?.destroy();
  child.unref();
  const answer: unknown = said.includes("\n") ? JSON.parse(said.slice(0, said.indexOf("\n"))) : {};
  if (typeof answer === "object" && answer !== null && "ready" in answer) return;
  const message =
    typeof answer === "object" && answer !== null && "error" in answer
      ? String(answer.error)
      : `the embedded host did not start; see ${path.join(dir.path, "host.log")}`;
  const code: ErrorCode =
    typeof answer === "object" && answer !== null && "code" in answer && answer.code === "conflict"
      ? "conflict"
      : "unavailable";
  throw new RingleaderError(code, message);
}

/**
 * Takes a lease on the directory's host, starting the host where there is none. Two starters at
 * once end with one host: the loser of the lock connects to the winner.
 */
export async function acquireLease(dir: DataDir, hello: LeaseHello, embed: string[]): Promise<Lease> {
  let last: unknown;
  for (let attempt = 0; attempt < 5; attempt++) {
    const lease = await connect(dir, hello);
    if (lease !== undefined) return lease;
    try {
      await spawnHost(dir, embed);
    } catch (error) {
      if (!(error instanceof RingleaderError && error.code === "conflict")) throw error;
      last = error;
    }
  }
  throw last instanceof Error
    ? last
    : new RingleaderError(
        "unavailable",
        `the embedded host of ${dir.path} did not stay up; see ${path.join(dir.path, "host.log")}`,
      );
}
