import styles from "./Brand.module.css";

/** The mark and the name: one solid node inside a ring of hollow ones. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <svg width={20} height={20} viewBox="0 0 20 20" aria-hidden>
        <circle cx={10} cy={10} r={7} fill="none" stroke="currentColor" strokeWidth={1.2} opacity={0.5} />
        <circle cx={10} cy={3} r={2} className={styles.node} />
        <circle cx={16.1} cy={13.5} r={2} className={styles.node} />
        <circle cx={3.9} cy={13.5} r={2} className={styles.node} />
        <circle cx={10} cy={10} r={3} className={styles.core} />
      </svg>
      Ringleader
    </span>
  );
}
