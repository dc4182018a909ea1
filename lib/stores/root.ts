import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

function isRoot(dir: string): boolean {
  const file = path.join(dir, "package.json");
  if (!existsSync(file)) return false;
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  return typeof parsed === "object" && parsed !== null && "name" in parsed && parsed.name === "ringleader";
}

/**
 * The checkout's folder, found upwards from the working directory, or RINGLEADER_ROOT. Bundled
 * server code has no useful path of its own, so it cannot start from its own file.
 */
export function projectRoot(): string {
  const given = process.env["RINGLEADER_ROOT"];
  if (given !== undefined && given !== "") return given;
  let dir = process.cwd();
  for (;;) {
    if (isRoot(dir)) return dir;
    const up = path.dirname(dir);
    if (up === dir)
      throw new Error("Ringleader's folder was not found above the working directory; set RINGLEADER_ROOT");
    dir = up;
  }
}
