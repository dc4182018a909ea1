import type { LanguageHint } from "./language";
import styles from "./LanguageMargin.module.css";

/** What an editor would write into the margin. Advice: it stops nobody. */
export function LanguageMargin({ hints }: { hints: readonly LanguageHint[] }) {
  if (hints.length === 0) return null;
  return (
    <ul className={styles.hints} aria-label="Language hints">
      {hints.map((hint, index) => (
        <li key={`${hint.rule} ${index}`} className={styles.hint}>
          <q className={styles.found}>
            <bdi>{hint.found}</bdi>
          </q>
          <span>{hint.advice}</span>
        </li>
      ))}
    </ul>
  );
}
