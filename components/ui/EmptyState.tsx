import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

/** Nothing here yet: what is missing, and the next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  /** Why it is empty and what to do. */
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
