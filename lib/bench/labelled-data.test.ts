import { rmSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { scratchFolder } from "@/lib/services/testing/stores";
import { projectRoot } from "@/lib/stores/root";
import { labelledData } from "./labelled-data";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a folder that is named comes first, and where it is absent tests say why they are skipped", () => {
  const folder = scratchFolder("labelled");
  vi.stubEnv("RINGLEADER_LABELLED_DATA", folder);
  expect(labelledData()).toEqual({ dir: folder, absent: false, skipped: "" });
  rmSync(folder, { recursive: true });
  expect(labelledData()).toMatchObject({ dir: folder, absent: true });
  expect(labelledData().skipped).toContain("RINGLEADER_LABELLED_DATA");
  expect(labelledData().skipped).not.toContain(folder);
});

test("unless one is named it is the folder beside the checkout", () => {
  vi.stubEnv("RINGLEADER_LABELLED_DATA", "");
  const { dir } = labelledData();
  expect(path.isAbsolute(dir)).toBe(true);
  expect(path.relative(projectRoot(), dir).split(path.sep)[0]).toBe("..");
});
