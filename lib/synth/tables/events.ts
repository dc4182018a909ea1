import { MS_PER_HOUR } from "@/lib/core/time";
import type { Campaign } from "../campaign";
import type { SynthRow } from "../columns";
import { MODELS } from "../prompts";
import { subjects } from "./holders";

/** A model release, the ban wave, two tips, then one row per banned account and verified customer. */
export function* eventRows(campaign: Campaign): Generator<SynthRow<"events">> {
  const row = (
    atMs: number,
    kind: string,
    accountId: string,
    subject: string,
    note: string,
  ): SynthRow<"events"> => ({
    at: Math.floor(atMs),
    kind,
    account_id: accountId,
    subject,
    note,
  });
  yield row(
    campaign.dayMs(campaign.releaseDay),
    "model_release",
    "",
    MODELS.after,
    `${MODELS.after} is generally available`,
  );
  yield row(
    campaign.dayMs(campaign.banDay),
    "ban",
    "",
    "wave 1",
    "accounts on one set of virtual cards banned over 18 hours",
  );
  const lead = campaign.seated("op_1", Math.floor(campaign.seatsOf("op_1") / 3));
  if (lead !== undefined) {
    const atMs = campaign.dayMs(campaign.options.days * 0.4);
    yield row(
      atMs,
      "tip",
      lead.accountId,
      "support ticket",
      "customer reports answers that quote somebody else's tool schema",
    );
  }
  const framed = campaign.seated("framed-enterprise", 0);
  if (framed !== undefined) {
    const atMs = campaign.dayMs(campaign.options.days * 0.55);
    yield row(
      atMs,
      "tip",
      framed.accountId,
      "anonymous mail",
      "claims that this company's network is behind the traffic",
    );
  }
  for (const subject of subjects(campaign)) {
    const { status, statusChangedMs, createdMs } = subject.life;
    if (status === "banned" && statusChangedMs !== null)
      yield row(statusChangedMs, "ban", subject.accountId, "", "terms of use");
    const { verifiedEntity } = subject.segment.identity(campaign, subject);
    if (verifiedEntity !== "" && subject.groupSeat === 0) {
      yield row(
        createdMs + 24 * MS_PER_HOUR,
        "verification",
        subject.accountId,
        verifiedEntity,
        "legal entity checked",
      );
    }
  }
}
