import type { ReactNode } from "react";
import styles from "./inspector.module.css";

/** A titled part of the inspector. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>
        {title}
        {note === undefined ? null : <span className={styles.note}>{note}</span>}
      </h3>
      {children}
    </section>
  );
}

/** Pairs of name and value. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
