import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { chromium } from "@playwright/test";

export interface FoundBrowser {
  path: string;
  which: string;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/snap/bin/chromium",
];

/** RINGLEADER_CHROMIUM, else the system's Chromium or Chrome, else Playwright's own; undefined where there is none. */
export function findBrowser(): FoundBrowser | undefined {
  const given = process.env["RINGLEADER_CHROMIUM"];
  if (given !== undefined && given !== "")
    return existsSync(given) ? { path: given, which: "RINGLEADER_CHROMIUM" } : undefined;
  for (const name of NAMES) {
    const path = spawnSync("which", [name], { encoding: "utf8" }).stdout?.trim() ?? "";
    if (path !== "") return { path, which: "the system's" };
  }
  const place = PLACES.find((candidate) => existsSync(candidate));
  if (place !== undefined) return { path: place, which: "the system's" };
  const own = chromium.executablePath();
  return own !== "" && existsSync(own) ? { path: own, which: "Playwright's own" } : undefined;
}

/** Flags that keep a headless browser from reaching out and let it run as root in a container. */
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
