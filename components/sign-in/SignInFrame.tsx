import type { ReactNode } from "react";
import { Brand } from "@/components/shell/Brand";
import styles from "./SignInFrame.module.css";

/** The calm frame of pages seen before sign-in: mark, title, one sentence, the form. */
export function SignInFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={styles.frame}>
        <Brand />
        <div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
