"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { LinkExplanationView } from "@/components/explain/LinkExplanationView";
import { ErrorState } from "@/components/ui/ErrorState";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { explainQuery } from "@/lib/client/graph";
import { middleTruncated } from "@/lib/core/format";
import { AttachButton } from "./AttachButton";
import styles from "./EvidenceTray.module.css";
import type { ForestLink } from "./forest-links";
import type { ClaimDraft } from "./use-claim-draft";

/** A link of the spanning forest: both ends, bits, and why it is there on request. */
export function TrayLink({
  link,
  editable,
  draft,
}: {
  link: ForestLink;
  editable: boolean;
  draft: ClaimDraft;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const name = `link ${link.accountA} – ${link.accountB}`;
  return (
    <li className={styles.entry}>
      <div className={styles.row}>
        <div className={styles.what}>
          <span className={styles.pair} title={`${link.accountA} – ${link.accountB}`}>
            <bdi>{middleTruncated(link.accountA, 13)}</bdi> – <bdi>{middleTruncated(link.accountB, 13)}</bdi>
          </span>
          <span className={styles.strength}>
            <StrengthBar bits={link.bits} />
            <button
              type="button"
              className={styles.why}
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
            >
              {open ? "close" : "why"}
            </button>
            {link.countered ? <span className={styles.facts}>something speaks against it</span> : null}
          </span>
        </div>
        {editable ? (
          <AttachButton
            evidence={{ type: "link", accountA: link.accountA, accountB: link.accountB }}
            name={name}
            draft={draft}
          />
        ) : null}
      </div>
      <div id={id} hidden={!open} className={styles.explanation}>
        {open ? <Explanation link={link} /> : null}
      </div>
    </li>
  );
}

function Explanation({ link }: { link: ForestLink }) {
  const explanation = useQuery(explainQuery(link.accountA, link.accountB));
  if (explanation.isPending) return <SkeletonRows rows={3} />;
  if (explanation.isError)
    return <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />;
  return <LinkExplanationView explanation={explanation.data} />;
}
