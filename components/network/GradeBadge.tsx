import { Badge, type Tone } from "@/components/ui/Badge";
import type { DistillationGrade } from "@/lib/domain/distillation";

const TONE: Record<DistillationGrade, Tone> = {
  "likely signs": "warn",
  "some signs": "info",
  "no signs": "neutral",
  "not enough data": "neutral",
};

/** The grade of a distillation assessment: always its words. */
export function GradeBadge({ grade }: { grade: DistillationGrade }) {
  return <Badge tone={TONE[grade]}>{grade}</Badge>;
}
