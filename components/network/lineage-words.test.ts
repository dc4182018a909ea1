import { expect, test } from "vitest";
import type { LineageKind, RecordedLineageEvent } from "@/lib/domain/lineage";
import { lineageWords } from "./lineage-words";

const event = (kind: LineageKind, changes: Partial<RecordedLineageEvent> = {}): RecordedLineageEvent => ({
  kind,
  networkId: "N-0007",
  otherId: null,
  shared: 388,
  before: 412,
  after: 388,
  runId: "run_1",
  atMs: 0,
  ...changes,
});
const read = (of: RecordedLineageEvent, networkId: string): string =>
  lineageWords(of, networkId)
    .map((part) => (typeof part === "string" ? part : `[${part.networkId}]`))
    .join("");

test("a join reads from both sides, naming the other", () => {
  const joined = event("joined", { otherId: "N-0002", after: 900 });
  expect(read(joined, "N-0007")).toBe("388 of 412 accounts went over into [N-0002].");
  expect(read(joined, "N-0002")).toBe("388 accounts came from [N-0007], of its 412.");
});

test("a split reads from both sides, naming the other", () => {
  const split = event("split", { otherId: "N-0031", shared: 1, after: 1 });
  expect(read(split, "N-0007")).toBe("1 of 412 accounts split off into [N-0031].");
  expect(read(split, "N-0031")).toBe("1 account split off from [N-0007], of its 412.");
});

test("what came in and what left are told apart", () => {
  expect(read(event("continued", { shared: 400, after: 405 }), "N-0007")).toBe(
    "5 accounts came in, 12 accounts left: 412 became 405.",
  );
  expect(read(event("continued", { shared: 412, after: 413 }), "N-0007")).toBe(
    "1 account came in: 412 became 413.",
  );
});

test("a beginning, an end and a return", () => {
  expect(read(event("new", { shared: 0, before: 0 }), "N-0007")).toBe("First found, with 388 accounts.");
  expect(read(event("vanished", { after: 0 }), "N-0007")).toBe(
    "No longer found: 388 of 412 accounts are in other networks.",
  );
  expect(read(event("returned"), "N-0007")).toBe("Found again, with 388 of 412 accounts it last had.");
});
