"use client";

import { useEffect, useState } from "react";
import { asSentence } from "@/components/case/as-sentence";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { Choice } from "@/components/ui/TextInput";
import { errorAdvice } from "@/components/ui/error-advice";
import { useToast } from "@/components/ui/Toast";
import { useBuildPacket } from "@/lib/client/case-mutations";
import { MS_PER_SECOND, spanWords } from "@/lib/core/time";
import type { CaseView } from "@/lib/domain/case";
import { TIERS, type Tier } from "@/lib/domain/packet";
import styles from "./PacketBuilder.module.css";
import { TIER_LABEL, TIER_SENTENCE, TIERS_BUILT } from "./tier-words";

/** Tier and build button, with the time gone by while the build runs. */
export function PacketBuilder({ view, isCounsel }: { view: CaseView; isCounsel: boolean }) {
  const [tier, setTier] = useState<Tier>("internal");
  const build = useBuildPacket(view.id);
  const toast = useToast();
  const { ok, reason } = view.allowed.export;
  const notForRole = (candidate: Tier): boolean => candidate === "counsel" && !isCounsel;
  const hintOf = (candidate: Tier): string =>
    !TIERS_BUILT.has(candidate)
      ? "Not there yet."
      : notForRole(candidate)
        ? `${TIER_SENTENCE[candidate]} Needs the role counsel.`
        : TIER_SENTENCE[candidate];
  return (
    <form
      className={styles.builder}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ok || build.isPending) return;
        build.mutate({ tier }, { onSuccess: (packet) => toast(`${packet.number} is built`) });
      }}
    >
      {ok ? null : <Notice tone="info">{reason}</Notice>}
      <fieldset className={styles.tiers} disabled={build.isPending}>
        <legend className={styles.legend}>Tier: how much the recipient may see</legend>
        {TIERS.map((candidate) => (
          <Choice
            key={candidate}
            type="radio"
            name="tier"
            value={candidate}
            label={TIER_LABEL[candidate]}
            hint={hintOf(candidate)}
            checked={candidate === tier}
            disabled={!ok || !TIERS_BUILT.has(candidate) || notForRole(candidate)}
            onChange={() => setTier(candidate)}
          />
        ))}
      </fieldset>
      {build.error === null ? null : (
        <Notice tone="counter">
          <strong>The packet was not built.</strong> {asSentence(errorAdvice(build.error).text)}
        </Notice>
      )}
      <div className={styles.actions}>
        {build.isPending ? <BuildProgress /> : null}
        <Button type="submit" variant="primary" busy={build.isPending} disabled={!ok}>
          {build.isPending ? "Building…" : "Build packet"}
        </Button>
      </div>
    </form>
  );
}

/** No part of the build is faster to predict than to do: it says what happens and for how long. */
function BuildProgress() {
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => setElapsedMs(performance.now() - started), MS_PER_SECOND);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={styles.progress}>
      <progress aria-label="Building the packet" className={styles.bar} />
      <output>Reading records, writing the report, sealing</output>
      <span aria-hidden>{spanWords(elapsedMs)}</span>
    </div>
  );
}
