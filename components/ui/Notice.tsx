import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Notice.module.css";
import { classNames } from "./class-names";

const ICON = { info: Info, ok: CircleCheck, warn: TriangleAlert, counter: CircleAlert } as const;

/** A standing message in the page (stale, partial, refused), with its next step as `action`. */
export function Notice({
  tone = "info",
  children,
  action,
}: {
  tone?: "info" | "ok" | "warn" | "counter";
  children: ReactNode;
  action?: ReactNode;
}) {
  const Icon = ICON[tone];
  return (
    <div role={tone === "counter" ? "alert" : "status"} className={classNames(styles.notice, styles[tone])}>
      <Icon aria-hidden />
      <div className={styles.text}>{children}</div>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
