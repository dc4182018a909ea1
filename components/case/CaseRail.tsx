import { Circle, CircleCheck, CircleDashed } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import styles from "./CaseRail.module.css";
import type { CaseStep, StepId } from "./steps";

const MARK = {
  done: { Icon: CircleCheck, word: "done" },
  open: { Icon: Circle, word: "open" },
  waiting: { Icon: CircleDashed, word: "not yet" },
} as const;

/** The steps of a case with what is still open on each. */
export function CaseRail({
  steps,
  current,
  onChoose,
}: {
  steps: readonly CaseStep[];
  current: StepId;
  onChoose: (step: StepId) => void;
}) {
  return (
    <nav aria-label="Steps of the case" className={styles.rail}>
      <ol className={styles.steps}>
        {steps.map((step) => {
          const { Icon, word } = MARK[step.state];
          return (
            <li key={step.id}>
              <a
                href={`?step=${step.id}`}
                aria-current={step.id === current ? "step" : undefined}
                className={classNames(styles.step, step.id === current && styles.current)}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  onChoose(step.id);
                }}
              >
                <Icon aria-label={word} className={styles[step.state]} />
                <span className={styles.words}>
                  <span>{step.label}</span>
                  <span className={styles.detail}>{step.detail}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
