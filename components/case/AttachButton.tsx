import { Check, Plus } from "lucide-react";
import { Button } from "@/components/ui/Button";
import type { EvidenceRef } from "@/lib/domain/case";
import styles from "./AttachButton.module.css";
import { evidenceKey } from "./evidence-ref";
import type { ClaimDraft } from "./use-claim-draft";

/** Attaches a piece of evidence to the claim being written, and takes it away again. */
export function AttachButton({
  evidence,
  name,
  draft,
}: {
  evidence: EvidenceRef;
  name: string;
  draft: ClaimDraft;
}) {
  const attached = draft.evidence.some((ref) => evidenceKey(ref) === evidenceKey(evidence));
  return (
    <Button
      size="small"
      variant="quiet"
      className={styles.attach}
      aria-pressed={attached}
      aria-label={`Attach ${name} to the claim`}
      icon={attached ? <Check aria-hidden /> : <Plus aria-hidden />}
      onClick={() => draft.toggle(evidence)}
    >
      {attached ? "Attached" : "Attach"}
    </Button>
  );
}
