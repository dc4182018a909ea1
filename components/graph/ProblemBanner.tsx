import { Button } from "@/components/ui/Button";
import { errorAdvice } from "@/components/ui/error-advice";
import { Notice } from "@/components/ui/Notice";
import styles from "./graph.module.css";
import type { Problem } from "./use-investigation";

/** Says quietly that something did not come, while what is on screen stays. */
export function ProblemBanner({ problem, onDismiss }: { problem: Problem | null; onDismiss: () => void }) {
  if (problem === null) return null;
  const advice = errorAdvice(problem.error);
  return (
    <div className={styles.banner}>
      <Notice
        tone="warn"
        action={
          <>
            <Button size="small" onClick={problem.retry}>
              Try again
            </Button>{" "}
            <Button size="small" variant="quiet" onClick={onDismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        {advice.title} while {problem.doing}. {advice.text} What is on screen stays as it was.
      </Notice>
    </div>
  );
}
