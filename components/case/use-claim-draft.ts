import { useCallback, useState } from "react";
import type { EvidenceRef } from "@/lib/domain/case";
import { toggledEvidence } from "./evidence-ref";

/** A claim while it is being written; it outlives a change of step and a refused write. */
export interface ClaimDraft {
  text: string;
  evidence: EvidenceRef[];
  setText: (text: string) => void;
  /** Attaches, or takes away what is attached. */
  toggle: (ref: EvidenceRef) => void;
  clear: () => void;
}

export function useClaimDraft(): ClaimDraft {
  const [text, setText] = useState("");
  const [evidence, setEvidence] = useState<EvidenceRef[]>([]);
  const toggle = useCallback(
    (ref: EvidenceRef) => setEvidence((present) => toggledEvidence(present, ref)),
    [],
  );
  const clear = useCallback(() => {
    setText("");
    setEvidence([]);
  }, []);
  return { text, evidence, setText, toggle, clear };
}
