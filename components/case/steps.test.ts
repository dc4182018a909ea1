import { expect, test } from "vitest";
import type { CaseReview, CaseView, Claim } from "@/lib/domain/case";
import { caseSteps, firstStep, missingForSubmit } from "./steps";

const NOT_ALLOWED = { ok: false, reason: "" };
const CLAIM: Claim = {
  id: "c1",
  text: "The {{accounts}} accounts share a card.",
  rendered: "The 388 accounts share a card.",
  evidence: [{ type: "network" }],
  authorId: "u1",
  authorName: "Ada",
  createdAtMs: 0,
};
const SENT_BACK: CaseReview = {
  id: "r1",
  decision: "sent_back",
  byId: "u2",
  byName: "Bo",
  atMs: 0,
  reason: "why",
  contentHash: "h",
};

function caseWith(changes: Partial<CaseView>): CaseView {
  return {
    id: "1",
    number: "C-0001",
    title: "t",
    status: "draft",
    networkId: "n",
    networkLabel: "N-0001",
    openedByName: "Ada",
    openedAtMs: 0,
    updatedAtMs: 0,
    submittedAtMs: null,
    accountCount: 1,
    claimCount: 0,
    packetCount: 0,
    purpose: "p",
    openedById: "u1",
    submittedById: null,
    version: 1,
    contentHash: "h",
    subjects: [{ accountId: "a", membership: "core", bits: 9 }],
    notes: [],
    claims: [],
    reviews: [],
    packets: [],
    figures: { accounts: "388" },
    succession: null,
    allowed: {
      edit: NOT_ALLOWED,
      submit: NOT_ALLOWED,
      approve: NOT_ALLOWED,
      send_back: NOT_ALLOWED,
      export: NOT_ALLOWED,
    },
    ...changes,
  };
}

function detailOf(view: CaseView, id: string): string | undefined {
  return caseSteps(view).find((step) => step.id === id)?.detail;
}

test("a draft without a claim, or with one that rests on nothing or names no figure, is not ready and says why", () => {
  expect(missingForSubmit(caseWith({}))).toEqual([
    "No claim yet: write at least one sentence with its evidence.",
  ]);
  expect(
    missingForSubmit(
      caseWith({
        claims: [
          { ...CLAIM, evidence: [] },
          { ...CLAIM, text: "{{typo}}" },
        ],
      }),
    ),
  ).toEqual(["Claim 1 rests on no evidence.", "Claim 2 names a figure that does not exist: {{typo}}."]);
  expect(missingForSubmit(caseWith({ claims: [CLAIM] }))).toEqual([]);
});

test("the rail says what is open on each step", () => {
  expect(detailOf(caseWith({}), "review")).toBe("1 thing missing");
  expect(detailOf(caseWith({ claims: [CLAIM] }), "review")).toBe("ready to submit");
  expect(detailOf(caseWith({ claims: [CLAIM], reviews: [SENT_BACK] }), "review")).toBe(
    "sent back: see the reason",
  );
  expect(detailOf(caseWith({ claims: [{ ...CLAIM, text: "This proves it." }] }), "claims")).toBe(
    "1 claim · 1 hint",
  );
  expect(detailOf(caseWith({ status: "approved" }), "packet")).toBe("ready to build");
});

test("a reader lands on the step the status asks for", () => {
  expect([
    firstStep({ status: "draft" }),
    firstStep({ status: "in_review" }),
    firstStep({ status: "approved" }),
  ]).toEqual(["claims", "review", "packet"]);
});
