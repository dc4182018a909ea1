import { expect, test } from "vitest";
import type { SearchHit } from "@/lib/domain/views";
import { groupHits } from "./group-hits";

function hit(type: SearchHit["type"], id: string): SearchHit {
  return { type, id, title: id, subtitle: "", href: `/${id}` };
}

test("every hit is in exactly one group and keeps its rank there", () => {
  const groups = groupHits([hit("account", "a1"), hit("network", "n1"), hit("account", "a2")]);
  expect(groups.map((group) => [group.title, group.hits.map((one) => one.id)])).toEqual([
    ["Networks", ["n1"]],
    ["Accounts", ["a1", "a2"]],
  ]);
});
