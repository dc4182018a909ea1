import { Badge, type Tone } from "@/components/ui/Badge";
import { CASE_STATUS_LABEL, type CaseStatus } from "@/lib/domain/case";

const TONE: Record<CaseStatus, Tone> = {
  draft: "neutral",
  in_review: "info",
  approved: "ok",
  closed: "neutral",
};

export function StatusBadge({ status }: { status: CaseStatus }) {
  return <Badge tone={TONE[status]}>{CASE_STATUS_LABEL[status]}</Badge>;
}
