import { expect, test } from "vitest";
import { ROLES } from "@/lib/domain/user";
import { homePath, isWithin, SECTIONS, sectionsFor } from "./sections";

test("every role has a home it can see", () => {
  for (const role of ROLES)
    expect(sectionsFor([role]).map((section) => section.href)).toContain(homePath([role]));
  expect(homePath(["auditor"])).toBe("/audit");
  expect(homePath(["investigator", "admin"])).toBe("/overview");
  expect(homePath([])).toBe("/settings");
});

test("a page lies in exactly one section", () => {
  for (const path of ["/overview", "/networks/n1", "/accounts/a", "/cases/c/print", "/settings"]) {
    expect(SECTIONS.filter((section) => isWithin(section, path))).toHaveLength(1);
  }
  expect(SECTIONS.some((section) => isWithin(section, "/casesx"))).toBe(false);
});
