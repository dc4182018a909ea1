import { spawnSync } from "node:child_process";
import { findBrowser, type FoundBrowser } from "./browser";

/** Installs Debian's Chromium where this is Debian, we may, and there is no browser. */
function install(): FoundBrowser | undefined {
  const { status } = spawnSync("sh", ["-c", 'command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]']);
  if (status !== 0) {
    const own = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
      stdio: "ignore",
    });
    return own.status === 0 ? findBrowser() : undefined;
  }
  process.stdout.write("no browser found; installing Debian's chromium package\n");
  spawnSync(
    "sh",
    ["-c", "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"],
    { stdio: "ignore" },
  );
  const found = findBrowser();
  return found === undefined ? undefined : { ...found, which: "Debian's package" };
}

const found = findBrowser() ?? install();
if (found === undefined) {
  process.stderr.write(
    "no Chromium found: install one (`apt-get install chromium`, or `npx playwright install chromium`), or name it in RINGLEADER_CHROMIUM\n",
  );
  process.exit(1);
}
const version =
  spawnSync(found.path, ["--version", "--no-sandbox"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).stdout?.trim() ?? "";
process.stdout.write(`browser: ${found.which} (${version === "" ? found.path : version})\n`);
