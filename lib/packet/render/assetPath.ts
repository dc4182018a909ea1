import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { RingleaderError } from "@/lib/core/errors";

/** From where a bundled server or a command runs, up to the project's own folder. */
function* startingFolders(): Iterable<string> {
  if (import.meta.url.startsWith("file:")) yield dirname(fileURLToPath(import.meta.url));
  yield process.cwd();
}

/**
 * Absolute path of a file that belongs to the project or its node_modules, also where this module was
 * bundled to another place. RingleaderError("internal") where it is missing.
 */
export function assetPath(relative: string): string {
  for (const start of startingFolders()) {
    for (let folder = start; ; folder = dirname(folder)) {
      const candidate = join(/* turbopackIgnore: true */ folder, relative);
      if (existsSync(candidate)) return candidate;
      if (dirname(folder) === folder) break;
    }
  }
  throw new RingleaderError("internal", `${relative} is missing from this installation.`);
}
