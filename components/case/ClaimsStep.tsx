"use client";

import { Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { EmptyState } from "@/components/ui/EmptyState";
import { IconButton } from "@/components/ui/IconButton";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { useToast } from "@/components/ui/Toast";
import { useRemoveClaim } from "@/lib/client/case-mutations";
import { counted } from "@/lib/core/format";
import type { CaseView, Claim } from "@/lib/domain/case";
import type { SharedIdentifier } from "@/lib/domain/network";
import { ClaimComposer } from "./ClaimComposer";
import styles from "./ClaimsStep.module.css";
import { EvidenceChip } from "./EvidenceChip";
import { LanguageMargin } from "./LanguageMargin";
import { WriteError } from "./WriteError";
import { evidenceKey } from "./evidence-ref";
import { useDialogFocus } from "./use-dialog-focus";
import { languageHints } from "./language";
import type { ClaimDraft } from "./use-claim-draft";

/** The claims of a case with what each rests on, and the place to write the next. */
export function ClaimsStep({
  view,
  draft,
  shared,
}: {
  view: CaseView;
  draft: ClaimDraft;
  shared: readonly SharedIdentifier[];
}) {
  const remove = useRemoveClaim(view.id);
  const toast = useToast();
  const list = useRef<HTMLDivElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const [removing, setRemoving] = useState<Claim | null>(null);
  useDialogFocus(keep, removing !== null);
  const editable = view.allowed.edit.ok;
  const close = (): void => {
    setRemoving(null);
    remove.reset();
  };
  const confirm = (): void => {
    if (removing === null) return;
    remove.mutate(
      { claimId: removing.id, version: view.version },
      {
        onSuccess: () => {
          close();
          toast("Claim removed");
          requestAnimationFrame(() => list.current?.focus());
        },
      },
    );
  };
  return (
    <Panel title="Claims" note={`${counted(view.claims.length, "sentence")}, each tied to its evidence`}>
      <div ref={list} tabIndex={-1} className={styles.list} aria-label="Claims of this case">
        {view.claims.length === 0 ? (
          <EmptyState title="No claim yet">
            {editable
              ? "Write below what the evidence shows, and attach what it rests on from the tray."
              : "Nobody has written one."}
          </EmptyState>
        ) : (
          <ol className={styles.claims}>
            {view.claims.map((claim, index) => (
              <li key={claim.id} className={styles.claim}>
                <span className={styles.number} aria-hidden>
                  {index + 1}
                </span>
                <div className={styles.body}>
                  <p className={styles.text}>
                    <Sentence>{claim.rendered}</Sentence>
                  </p>
                  <div className={styles.chips}>
                    {claim.evidence.map((ref) => (
                      <EvidenceChip
                        key={evidenceKey(ref)}
                        evidence={ref}
                        shared={shared}
                        network={{ id: view.networkId, label: view.networkLabel }}
                      />
                    ))}
                  </div>
                  <p className={styles.by}>
                    <Sentence>{claim.authorName}</Sentence> · <TimeUtc ms={claim.createdAtMs} />
                  </p>
                </div>
                <div className={styles.margin}>
                  <LanguageMargin hints={languageHints(claim.text, view.figures)} />
                </div>
                {editable ? (
                  <IconButton
                    label={`Remove claim ${index + 1}`}
                    size="small"
                    onClick={() => setRemoving(claim)}
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                ) : null}
              </li>
            ))}
          </ol>
        )}
      </div>
      {editable ? <ClaimComposer view={view} draft={draft} shared={shared} /> : null}
      <Dialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        title="Remove this claim?"
        description="The sentence and its evidence leave the case. The audit log keeps that you removed it."
        footer={
          <>
            <Button ref={keep} onClick={close}>
              Keep it
            </Button>
            <Button variant="danger" busy={remove.isPending} onClick={confirm}>
              Remove claim
            </Button>
          </>
        }
      >
        <blockquote className={styles.quote}>
          <Sentence>{removing?.rendered ?? ""}</Sentence>
        </blockquote>
        <WriteError
          error={remove.error}
          caseId={view.id}
          kept="The claim is still there."
          onLoaded={() => remove.reset()}
        />
      </Dialog>
    </Panel>
  );
}
