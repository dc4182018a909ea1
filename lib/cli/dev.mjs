// `npm run dev`: the app with reloading, on the demo's data where there is a demo.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const demo = path.join(root, ".demo", "data");
const port = process.env.PORT ?? "3000";
const { status } = spawnSync(
  process.execPath,
  ["node_modules/next/dist/bin/next", "dev", "-H", "127.0.0.1", "-p", port],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      RINGLEADER_DATA_DIR:
        process.env.RINGLEADER_DATA_DIR ?? (existsSync(demo) ? demo : path.join(root, ".ringleader")),
      RINGLEADER_URL: `http://localhost:${port}`,
    },
  },
);
process.exit(status ?? 1);
