import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { RingleaderError } from "@/lib/core/errors";
import { scratchFolder } from "@/lib/services/testing/stores";
import { installationSecret, openDataDir } from "./data-dir";

const NOBODY = 65_534;
const folders: string[] = [];
const runtimes: string[] = [];
let folder: string;
beforeEach(() => {
  folder = scratchFolder("dir");
  folders.push(folder);
});
afterAll(() => {
  for (const each of [...folders, ...runtimes]) rmSync(each, { recursive: true, force: true });
});

function open(dir: string) {
  const opened = openDataDir(dir);
  runtimes.push(opened.runtime);
  return opened;
}

function refusal(dir: string): RingleaderError {
  try {
    open(dir);
  } catch (error) {
    if (error instanceof RingleaderError) return error;
    throw error;
  }
  throw new Error("it was opened");
}

/** As a user whom the file system may refuse something; root is refused nothing. */
function asNobody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0 || process.seteuid === undefined) return work();
  process.seteuid(NOBODY);
  try {
    return work();
  } finally {
    process.seteuid(0);
  }
}

function expectOneLine(error: RingleaderError, dir: string): void {
  expect(error.code).toBe("bad_input");
  expect(error.message).toContain(path.basename(dir));
  expect(error.message).not.toContain("\n");
}

test("a read-only directory is refused in one line that says what to do", () => {
  chmodSync(folder, 0o555);
  const error = asNobody(() => refusal(folder));
  expectOneLine(error, folder);
  expect(error.message).toMatch(/cannot be written; choose another with --data-dir/);
});

test("a directory that cannot be made is refused", () => {
  writeFileSync(path.join(folder, "file"), "");
  const error = refusal(path.join(folder, "file", "data"));
  expectOneLine(error, folder);
});

test("a directory of somebody's files is refused and left as it was", () => {
  writeFileSync(path.join(folder, "thesis.txt"), "mine");
  const error = refusal(folder);
  expectOneLine(error, folder);
  expect(error.message).toMatch(/holds files and is no Ringleader data directory/);
  expect(readFileSync(path.join(folder, "thesis.txt"), "utf8")).toBe("mine");
});

test("a directory of a newer format is refused", () => {
  writeFileSync(path.join(folder, "ringleader.json"), JSON.stringify({ product: "ringleader", format: 2 }));
  const error = refusal(folder);
  expectOneLine(error, folder);
  expect(error.message).toMatch(/another version/);
});

test.each([[""], ["{"], ["null"], ["[]"], ['"x"'], ["{}"]])(
  "a directory whose marker reads %j is refused",
  (marker) => {
    writeFileSync(path.join(folder, "ringleader.json"), marker);
    expectOneLine(refusal(folder), folder);
  },
);

test("one directory is one place, by whatever path it is reached", () => {
  const real = path.join(folder, "real");
  mkdirSync(real);
  symlinkSync(real, path.join(folder, "link"));
  expect(open(path.join(folder, "link"))).toEqual(open(real));
});

test("secrets are for the owner alone, made once, and differ by name and directory", () => {
  const dir = open(folder);
  const secret = installationSecret(dir, "one.key");
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(installationSecret(dir, "one.key")).toBe(secret);
  expect(installationSecret(dir, "two.key")).not.toBe(secret);
  expect(statSync(path.join(dir.secrets, "one.key")).mode & 0o777).toBe(0o600);
  expect(statSync(dir.secrets).mode & 0o777).toBe(0o700);
  expect(statSync(dir.runtime).mode & 0o777).toBe(0o700);
});

test("a folder others could enter is closed to them when it becomes a data directory", () => {
  chmodSync(folder, 0o755);
  open(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
