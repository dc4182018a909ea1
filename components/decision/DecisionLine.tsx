import Link from "next/link";
import { shortLabel } from "@/components/graph/label";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { signedBits } from "@/lib/core/format";
import { VERDICT_LABEL, type DecisionView } from "@/lib/domain/decision-view";
import styles from "./decision.module.css";

function AccountLink({ accountId }: { accountId: string }) {
  return (
    <Link href={`/accounts/${encodeURIComponent(accountId)}`} className={styles.mono}>
      <bdi>{shortLabel(accountId, 18)}</bdi>
    </Link>
  );
}

/** One decision: of which accounts, what, by whom, when and why; what became of it. */
export function DecisionLine({
  decision,
  withAccounts,
  onWithdraw,
}: {
  decision: DecisionView;
  withAccounts: boolean;
  /** Left out where the reader may not, or it is withdrawn already. */
  onWithdraw?: () => void;
}) {
  const withdrawn = decision.withdrawnAtMs !== null;
  return (
    <div className={styles.line}>
      <div className={styles.head}>
        {withAccounts ? (
          <span>
            <AccountLink accountId={decision.accountA} /> and <AccountLink accountId={decision.accountB} />
          </span>
        ) : null}
        <Badge tone={withdrawn ? "neutral" : decision.verdict === "must_link" ? "ok" : "counter"}>
          {VERDICT_LABEL[decision.verdict]}
        </Badge>
        {onWithdraw === undefined ? null : (
          <span className={styles.act}>
            <Button
              size="small"
              variant="quiet"
              aria-label={`Withdraw the decision on ${shortLabel(decision.accountA, 18)} and ${shortLabel(decision.accountB, 18)}`}
              onClick={onWithdraw}
            >
              Withdraw…
            </Button>
          </span>
        )}
      </div>
      <p className={styles.reason}>
        <Sentence>{decision.reason}</Sentence>
      </p>
      <p className={styles.quiet}>
        <Sentence>{decision.byName}</Sentence>, <TimeUtc ms={decision.atMs} />
        {decision.bits === null ? "" : ` · the engine then said ${signedBits(decision.bits)} bits`}
      </p>
      {withdrawn ? (
        <p className={styles.quiet}>
          Withdrawn by <Sentence>{decision.withdrawnByName ?? ""}</Sentence>,{" "}
          <TimeUtc ms={decision.withdrawnAtMs} />: <Sentence>{decision.withdrawReason ?? ""}</Sentence>
        </p>
      ) : null}
    </div>
  );
}
