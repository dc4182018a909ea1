import { defineConfig } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "./browser";

const browser = findBrowser();

export default defineConfig({
  testDir: ".",
  outputDir: ".results",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"], ["json", { outputFile: ".results/report.json" }]],
  globalSetup: "./start-desk.ts",
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: {
      args: BROWSER_FLAGS,
      ...(browser === undefined ? {} : { executablePath: browser.path }),
    },
  },
});
