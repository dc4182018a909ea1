// `npm run demo` on a fresh checkout: plain JavaScript that needs nothing installed yet.
import { spawnSync } from "node:child_process";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const { status, signal } = spawnSync(
  process.execPath,
  ["lib/cli/bin.mjs", "demo", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exit(status ?? (signal === null ? 1 : 130));
