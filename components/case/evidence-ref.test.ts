import { expect, test } from "vitest";
import type { EvidenceRef } from "@/lib/domain/case";
import { evidenceHref, evidenceKey, evidenceLabel, toggledEvidence } from "./evidence-ref";

const LINK: EvidenceRef = { type: "link", accountA: "acct_a", accountB: "acct_b" };

test("a link is the same evidence from either end, and attaching it twice takes it away", () => {
  const turned: EvidenceRef = { type: "link", accountA: "acct_b", accountB: "acct_a" };
  expect(evidenceKey(turned)).toBe(evidenceKey(LINK));
  expect(toggledEvidence([LINK], turned)).toEqual([]);
  expect(toggledEvidence([LINK], { type: "network" })).toHaveLength(2);
});

test("values with separators in them do not collide", () => {
  const a: EvidenceRef = { type: "identifier", kind: "ip", value: 'x","y' };
  const b: EvidenceRef = { type: "identifier", kind: 'ip","x', value: "y" };
  expect(evidenceKey(a)).not.toBe(evidenceKey(b));
});

test("contact data without a masked form is not printed", () => {
  const label = evidenceLabel({ type: "identifier", kind: "phone", value: "+99 555 0101" }, [], "N-0001");
  expect(JSON.stringify(label)).not.toContain("555");
});

test("hostile ids cannot leave their part of an address", () => {
  expect(evidenceHref({ type: "account", accountId: "../x?y#z" }, "n1")).toBe("/accounts/..%2Fx%3Fy%23z");
  expect(evidenceHref({ type: "identifier", kind: "ip", value: "1&network=2" }, "n1")).toBe(
    "/investigate?identifier=ip%3A1%26network%3D2",
  );
});
