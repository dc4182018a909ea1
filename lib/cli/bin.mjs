#!/usr/bin/env node
// Plain JavaScript, so that an old Node can say so instead of failing on syntax it does not know.
import { fileURLToPath } from "node:url";
import path from "node:path";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `ringleader needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org.\n`,
  );
  process.exit(2);
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
process.env.RINGLEADER_ROOT ??= root;
try {
  const { register } = await import("tsx/esm/api");
  // The alias @/ is the checkout's, wherever the command is called from.
  process.env.TSX_TSCONFIG_PATH ??= path.join(root, "tsconfig.json");
  register();
} catch (error) {
  if (error?.code !== "MODULE_NOT_FOUND" && error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write("ringleader's packages are not installed; run `npm ci` in its folder first.\n");
  process.exit(2);
}
await import("./main.ts");
