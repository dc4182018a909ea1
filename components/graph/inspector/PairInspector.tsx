import { StaleNotice } from "@/components/source/StaleNotice";
import { Id } from "@/components/ui/Id";
import { KindIcon } from "@/components/ui/KindIcon";
import { Explained } from "./Explained";
import styles from "./inspector.module.css";
import { Section } from "./Section";

/** Two accounts: the link between them, or why there is none. */
export function PairInspector({ accountA, accountB }: { accountA: string; accountB: string }) {
  return (
    <>
      <header className={styles.head}>
        <KindIcon kind="account" size={14} />
        <Id value={accountA} max={17} what="account id" />
        <span className={styles.quiet}>and</span>
        <Id value={accountB} max={17} what="account id" />
      </header>
      <StaleNotice />
      <Section title="What links them">
        <Explained accountA={accountA} accountB={accountB} />
      </Section>
    </>
  );
}
