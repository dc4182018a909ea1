import { X } from "lucide-react";
import Link from "next/link";
import { KindIcon } from "@/components/ui/KindIcon";
import type { EvidenceRef } from "@/lib/domain/case";
import type { SharedIdentifier } from "@/lib/domain/network";
import styles from "./EvidenceChip.module.css";
import { evidenceHref, evidenceKind, evidenceLabel } from "./evidence-ref";

/** One piece of evidence: shape, kind, value, and a way to look at it; `onRemove` while a claim is written. */
export function EvidenceChip({
  evidence,
  shared,
  network,
  onRemove,
}: {
  evidence: EvidenceRef;
  shared: readonly SharedIdentifier[];
  network: { id: string; label: string };
  onRemove?: () => void;
}) {
  const label = evidenceLabel(evidence, shared, network.label);
  return (
    <span className={styles.chip}>
      <KindIcon kind={evidenceKind(evidence)} size={11} />
      <span className={styles.what}>{label.what}</span>
      <Link href={evidenceHref(evidence, network.id)} className={styles.value} title={label.whole}>
        <bdi>{label.value}</bdi>
      </Link>
      {onRemove === undefined ? null : (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Take ${label.what} ${label.value} away`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </button>
      )}
    </span>
  );
}
