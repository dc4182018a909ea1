import type { ReactNode } from "react";
import styles from "./Badge.module.css";
import { classNames } from "./class-names";

export type Tone = "neutral" | "info" | "ok" | "warn" | "counter";

/** A small word of state: always a word, the tone only supports it. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames(styles.badge, styles[tone])}>{children}</span>;
}
