"use client";

import { useEffect, useRef, type ReactNode } from "react";
import type { UploadView } from "@/lib/domain/upload";
import styles from "./source.module.css";

export const STEPS = [
  { id: "files", label: "Files" },
  { id: "reading", label: "What are they" },
  { id: "check", label: "Check and import" },
] as const;
export type StepId = (typeof STEPS)[number]["id"];

/** The step an address asks for, as far as the upload allows it. */
export function stepOf(asked: string | null, upload: UploadView | null): StepId {
  if (upload === null || upload.files.length === 0) return "files";
  return STEPS.find((step) => step.id === asked)?.id ?? "files";
}

/** The work of a step. A new step takes the focus, so that keyboards and screen readers begin at its top. */
export function StepFrame({ step, children }: { step: StepId; children: ReactNode }) {
  const frame = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    frame.current?.focus();
    window.scrollTo({ top: 0 });
  }, [step]);
  return (
    <section
      ref={frame}
      className={styles.frame}
      tabIndex={-1}
      aria-label={STEPS.find((each) => each.id === step)?.label}
    >
      {children}
    </section>
  );
}

/** The steps, the present one marked; those before it are ways back. */
export function Steps({
  present,
  upload,
  onGo,
}: {
  present: StepId;
  upload: UploadView | null;
  onGo: (step: StepId) => void;
}) {
  const at = STEPS.findIndex((step) => step.id === present);
  return (
    <nav aria-label="Steps">
      <ol className={styles.steps}>
        {STEPS.map((step, index) => {
          const marks = (
            <>
              <span className={styles.number} aria-hidden>
                {index + 1}
              </span>
              {step.label}
            </>
          );
          return (
            <li key={step.id}>
              {index < at && upload !== null ? (
                <button type="button" className={styles.step} onClick={() => onGo(step.id)}>
                  {marks}
                </button>
              ) : (
                <span className={styles.step} aria-current={index === at ? "step" : undefined}>
                  {marks}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
