import Link from "next/link";
import { cleanText, shortLabel } from "@/components/graph/label";
import styles from "./inside.module.css";

/** An account's id as a link to its page. */
export function AccountLink({ accountId, max = 18 }: { accountId: string; max?: number }) {
  return (
    <Link
      href={`/accounts/${encodeURIComponent(accountId)}`}
      className={styles.mono}
      title={cleanText(accountId)}
      data-above-row
    >
      <bdi>{shortLabel(accountId, max)}</bdi>
    </Link>
  );
}
