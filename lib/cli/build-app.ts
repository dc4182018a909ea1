import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RingleaderError } from "@/lib/core/errors";

const SOURCES = ["app", "components", "lib", "drizzle/schema", "public"];
const FILES = ["package-lock.json", "next.config.ts", "proxy.ts", "tsconfig.json"];

/** A hash over everything the built app is made of. */
function sourceHash(root: string): string {
  const hash = createHash("sha256");
  const add = (file: string): void => {
    hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file));
  };
  const walk = (dir: string): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true }).sort((x, y) =>
      x.name < y.name ? -1 : 1,
    )) {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name)) add(file);
    }
  };
  for (const dir of SOURCES) if (existsSync(path.join(root, dir))) walk(path.join(root, dir));
  for (const file of FILES) if (existsSync(path.join(root, file))) add(path.join(root, file));
  return hash.digest("hex");
}

/** Builds the app where the last build was made of other sources. @returns whether it built */
export async function buildAppIfStale(root: string, onLine: (line: string) => void): Promise<boolean> {
  const stamp = path.join(root, ".next", "ringleader-build");
  const hash = sourceHash(root);
  if (
    existsSync(path.join(root, ".next", "BUILD_ID")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === hash
  )
    return false;
  const tail: string[] = [];
  const child = spawn(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString("utf8").split("\n")) {
        if (line.trim() === "") continue;
        tail.push(line);
        if (tail.length > 30) tail.shift();
        onLine(line.trim());
      }
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new RingleaderError("internal", `the app did not build:\n${tail.join("\n")}`);
  writeFileSync(stamp, hash);
  return true;
}
