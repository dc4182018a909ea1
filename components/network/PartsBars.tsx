import { counted, grouped } from "@/lib/core/format";
import type { PartsView } from "@/lib/domain/network-inside";
import { AccountLink } from "./AccountLink";
import styles from "./inside.module.css";

/** Parts of a network as bars, largest first, with how many members are left alone. */
export function PartsBars({ parts }: { parts: PartsView }) {
  return (
    <ul className={styles.parts} aria-label="Parts">
      {parts.parts.map((part, place) => (
        <li key={part.some[0] ?? place} className={styles.part}>
          <span className={styles.track} aria-hidden>
            <span
              className={styles.bar}
              style={{ display: "block", width: `${(part.accounts / Math.max(1, parts.accounts)) * 100}%` }}
            />
          </span>
          <span className={styles.size} data-figure>
            {grouped(part.accounts)}
          </span>
          <span className={styles.some}>
            {part.some.map((accountId) => (
              <AccountLink key={accountId} accountId={accountId} max={14} />
            ))}
            {part.accounts > part.some.length ? <span className={styles.quiet}>…</span> : null}
          </span>
        </li>
      ))}
      {parts.partsLeftOut === 0 ? null : (
        <li className={styles.quiet}>
          and {counted(parts.partsLeftOut, "smaller part")} of two members or more
        </li>
      )}
      {parts.alone === 0 ? null : (
        <li className={styles.quiet}>
          {counted(parts.alone, "member")} {parts.alone === 1 ? "is" : "are"} left alone
        </li>
      )}
    </ul>
  );
}
