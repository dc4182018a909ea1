import styles from "./ProgressBar.module.css";

/** How much is done, drawn and said; `share` null is a bar that only shows that something goes on. */
export function ProgressBar({
  share,
  label,
  words,
}: {
  share: number | null;
  /** Names the bar for screen readers. */
  label: string;
  /** Figures under the bar. */
  words?: string | undefined;
}) {
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <progress
          className={styles.bar}
          aria-label={label}
          max={1}
          {...(share === null ? {} : { value: share })}
        />
        {percent === null ? null : (
          <span className={styles.percent} aria-hidden>
            {percent} %
          </span>
        )}
      </div>
      {words === undefined ? null : (
        <span className={styles.words} data-figure>
          {words}
        </span>
      )}
    </div>
  );
}
