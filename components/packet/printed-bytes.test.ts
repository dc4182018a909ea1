import { expect, test } from "vitest";
import { printedBytes } from "./printed-bytes";

test("sizes change unit before they would print four figures", () => {
  const plain = (bytes: number): string => printedBytes(bytes).replace("\u202f", " ");
  expect([0, 999, 1_000, 1_449_000, 999_600, 123_456_789, 5e12].map(plain)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "1.4 MB",
    "1.0 MB",
    "123 MB",
    "5000 GB",
  ]);
});
