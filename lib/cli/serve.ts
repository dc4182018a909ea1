import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { RingleaderError } from "@/lib/core/errors";

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 150;

/** @throws RingleaderError `conflict` where something listens there already. */
export async function checkPort(port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new RingleaderError("conflict", `port ${port} is in use; choose another with --port`)
          : new RingleaderError(
              "bad_input",
              `cannot listen on ${host}:${port} (${error.code ?? error.message}); choose another --host or --port`,
            ),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

export interface Serving {
  child: ChildProcess;
  url: string;
}

function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** Starts the built app and waits until it and both stores answer; undefined where it was told to stop before. */
export async function serve(
  root: string,
  options: { dataDir: string; host: string; port: number; url: string; signal: AbortSignal },
): Promise<Serving | undefined> {
  const child = spawn(
    process.execPath,
    [
      path.join(root, "node_modules/next/dist/bin/next"),
      "start",
      "-p",
      String(options.port),
      "-H",
      options.host,
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        RINGLEADER_ROOT: root,
        RINGLEADER_DATA_DIR: options.dataDir,
        RINGLEADER_URL: options.url,
        // The web process ends with this one, however this one ends (lib/auth/desk.ts).
        RINGLEADER_PARENT_PID: String(process.pid),
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  options.signal.addEventListener("abort", () => child.kill("SIGTERM"));
  // Next's own banner would repeat the address.
  child.stdout?.resume();
  const health = `http://${reachable(options.host)}:${options.port}/api/health`;
  const deadlineMs = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (options.signal.aborted) return undefined;
    if (child.exitCode !== null)
      throw new RingleaderError(
        "unavailable",
        "the web server ended before it was ready; its message is above",
      );
    const ok = await fetch(health, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return { child, url: options.url };
    if (Date.now() > deadlineMs) {
      child.kill();
      throw new RingleaderError("unavailable", "the web server did not become ready within a minute");
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
