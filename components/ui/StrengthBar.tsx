import { signedBits } from "@/lib/core/format";
import styles from "./StrengthBar.module.css";
import { classNames } from "./class-names";
import { STRENGTH_STEP_BITS, strengthSteps } from "./strength";

/** Five steps with the bits beside them: evidence solid in ink, counter-evidence hollow in red. */
export function StrengthBar({ bits, signed = false }: { bits: number; signed?: boolean }) {
  const filled = strengthSteps(bits);
  const counter = bits < 0;
  const figure = signed || counter ? signedBits(bits) : bits.toFixed(1);
  return (
    <span
      className={classNames(styles.strength, counter && styles.counter)}
      title={`${figure} bits; steps at ${STRENGTH_STEP_BITS.join(", ")} bits`}
    >
      <span className={styles.steps} aria-hidden>
        {STRENGTH_STEP_BITS.map((edge, step) => (
          <span key={edge} className={classNames(styles.step, step < filled && styles.filled)} />
        ))}
      </span>
      <span className={styles.figure}>
        {figure}
        <abbr className={styles.unit} title="bits">
          b
        </abbr>
      </span>
    </span>
  );
}
