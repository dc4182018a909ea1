import { useId, type ReactNode } from "react";
import styles from "./Panel.module.css";
import { classNames } from "./class-names";

/** A titled region with actions on the right; `flush` lets a table touch its edges. */
export function Panel({
  title,
  note,
  actions,
  children,
  flush = false,
  className,
}: {
  title: string;
  /** A few grey words beside the title: unit, window, what is shown. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
  className?: string;
}) {
  const id = useId();
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note === undefined ? null : <div className={styles.note}>{note}</div>}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={classNames(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  );
}
