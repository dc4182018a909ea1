import type { ReactNode } from "react";
import styles from "./Page.module.css";
import { classNames } from "@/components/ui/class-names";

/** A page that scrolls: heading, a line of facts below it, actions on the right, then panels. */
export function Page({
  title,
  lead,
  actions,
  children,
  narrow = false,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  narrow?: boolean;
}) {
  return (
    <div className={classNames(styles.page, narrow && styles.narrow)}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1>{title}</h1>
          {lead === undefined ? null : <div className={styles.lead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A page that fills the window below the bar and scrolls inside its own parts. */
export function PageFill({ children }: { children: ReactNode }) {
  return <div className={styles.fill}>{children}</div>;
}
