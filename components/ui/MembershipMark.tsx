import type { Membership } from "@/lib/domain/network";
import styles from "./MembershipMark.module.css";

/** Core solid, probable half, fringe outline; a protected account wears a ring with a shield. */
export function MembershipMark({
  membership,
  protectedAccount = false,
  withWord = false,
}: {
  membership: Membership;
  protectedAccount?: boolean;
  withWord?: boolean;
}) {
  const words = protectedAccount ? `${membership}, protected: verified enterprise` : membership;
  return (
    <span className={styles.mark} title={words}>
      <svg width={14} height={14} viewBox="0 0 16 16" role="img" aria-label={words} className={styles.icon}>
        <circle
          cx={8}
          cy={8}
          r={5}
          fill={membership === "core" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth={1.6}
        />
        {membership === "probable" ? <path d="M8 3a5 5 0 0 0 0 10Z" fill="currentColor" /> : null}
        {protectedAccount ? (
          <>
            <circle cx={8} cy={8} r={7.3} fill="none" stroke="currentColor" strokeWidth={0.9} />
            <path
              d="M8 5.2 10.4 6v2.2c0 1.4-1 2.3-2.4 2.8-1.4-.5-2.4-1.4-2.4-2.8V6Z"
              fill="var(--panel)"
              stroke="currentColor"
              strokeWidth={0.9}
            />
          </>
        ) : null}
      </svg>
      {withWord ? <span aria-hidden>{membership}</span> : null}
    </span>
  );
}
