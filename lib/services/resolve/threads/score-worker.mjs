// Plain JavaScript, so that a worker thread can load TypeScript before it meets any.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

let root = path.dirname(fileURLToPath(import.meta.url));
while (!existsSync(path.join(root, "tsconfig.json"))) root = path.dirname(root);
process.env.TSX_TSCONFIG_PATH ??= path.join(root, "tsconfig.json");
register();
await import("./score-blocks.ts");
