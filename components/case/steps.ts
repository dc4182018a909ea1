import { counted } from "@/lib/core/format";
import type { CaseView } from "@/lib/domain/case";
import { unknownFigures } from "@/lib/domain/figures";
import { languageHints } from "./language";

export const STEP_IDS = ["subjects", "claims", "notes", "review", "packet"] as const;
export type StepId = (typeof STEP_IDS)[number];

export interface CaseStep {
  id: StepId;
  label: string;
  state: "done" | "open" | "waiting";
  /** What there is, or what is still open. */
  detail: string;
}

/** The step a reader most likely came for. */
export function firstStep(view: Pick<CaseView, "status">): StepId {
  if (view.status === "in_review") return "review";
  return view.status === "approved" ? "packet" : "claims";
}

/** What keeps a draft from being submitted, as the page can see it; the server has the last word. */
export function missingForSubmit(view: Pick<CaseView, "claims" | "subjects">): string[] {
  const missing: string[] = [];
  if (view.subjects.length === 0) missing.push("No account is in the case.");
  if (view.claims.length === 0) missing.push("No claim yet: write at least one sentence with its evidence.");
  view.claims.forEach((claim, index) => {
    if (claim.evidence.length === 0) missing.push(`Claim ${index + 1} rests on no evidence.`);
    for (const name of unknownFigures(claim.text))
      missing.push(`Claim ${index + 1} names a figure that does not exist: {{${name}}}.`);
  });
  return missing;
}

/** Language hints over all claims: advice, never an obstacle. */
export function openHints(view: Pick<CaseView, "claims" | "figures">): number {
  return view.claims.reduce((sum, claim) => sum + languageHints(claim.text, view.figures).length, 0);
}

function reviewStep(view: CaseView): CaseStep {
  const step = (state: CaseStep["state"], detail: string): CaseStep => ({
    id: "review",
    label: "Review",
    state,
    detail,
  });
  const last = view.reviews.at(-1);
  switch (view.status) {
    case "in_review":
      return step("open", "waits for a decision");
    case "approved":
      return step("done", last === undefined ? "approved" : `approved by ${last.byName}`);
    case "closed":
      return step("done", "closed");
    case "draft": {
      if (last?.decision === "sent_back") return step("open", "sent back: see the reason");
      const missing = missingForSubmit(view).length;
      return missing > 0
        ? step("waiting", `${counted(missing, "thing")} missing`)
        : step("open", "ready to submit");
    }
  }
}

/** The steps of the left rail with what is still open on each. */
export function caseSteps(view: CaseView): CaseStep[] {
  const hints = openHints(view);
  return [
    {
      id: "subjects",
      label: "Subjects",
      state: view.subjects.length > 0 ? "done" : "open",
      detail: view.subjects.length > 0 ? counted(view.subjects.length, "account") : "no account yet",
    },
    {
      id: "claims",
      label: "Claims",
      state:
        view.claims.length > 0 && view.claims.every((claim) => claim.evidence.length > 0) ? "done" : "open",
      detail:
        view.claims.length === 0
          ? "none yet"
          : `${counted(view.claims.length, "claim")}${hints > 0 ? ` · ${counted(hints, "hint")}` : ""}`,
    },
    {
      id: "notes",
      label: "Notes",
      state: view.notes.length > 0 ? "done" : "waiting",
      detail: view.notes.length > 0 ? counted(view.notes.length, "note") : "none, optional",
    },
    reviewStep(view),
    {
      id: "packet",
      label: "Packet",
      state: view.packets.length > 0 ? "done" : view.status === "approved" ? "open" : "waiting",
      detail:
        view.packets.length > 0
          ? `${counted(view.packets.length, "packet")} built`
          : view.status === "approved"
            ? "ready to build"
            : "after approval",
    },
  ];
}
