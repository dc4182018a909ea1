// `npm test` on a fresh checkout: installs, then unit and property tests, then the journeys in a
// real browser; ends with one line of counts.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const e2eOnly = process.argv.includes("--e2e-only");
const results = path.join(root, "e2e", ".results");
rmSync(results, { recursive: true, force: true });

const run = (args, env = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } })
    .status === 0;
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

if (!e2eOnly) {
  process.stdout.write("› unit and property tests\n");
  const report = path.join(results, "unit.json");
  const ok = run([
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config",
    ".config/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  if (existsSync(report)) {
    const counts = JSON.parse(readFileSync(report, "utf8"));
    total.passed += counts.numPassedTests;
    total.failed +=
      counts.numFailedTests + (counts.numFailedTestSuites > 0 && counts.numFailedTests === 0 ? 1 : 0);
    total.skipped += counts.numPendingTests;
  } else broken = true;
  if (!ok && total.failed === 0) broken = true;
}

process.stdout.write("› journeys in a real browser\n");
const browser = spawnSync(process.execPath, ["--import", "tsx", "e2e/which-browser.ts"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
process.stdout.write(browser.stdout ?? "");
if (browser.status !== 0) broken = true;
else {
  const ok = run(["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts"], {
    NODE_OPTIONS: "--import tsx",
  });
  const report = path.join(results, "report.json");
  if (existsSync(report)) {
    const { stats } = JSON.parse(readFileSync(report, "utf8"));
    total.passed += stats.expected + stats.flaky;
    total.failed += stats.unexpected;
    total.skipped += stats.skipped;
    if (!ok && stats.unexpected === 0) broken = true;
  } else broken = true;
}

if (broken) total.failed += 1;
process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}\n`,
);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
