import type { RecordClass } from "@/lib/domain/retention";
import {
  PAST_BY_IMPORT,
  pastByDay,
  pastByHour,
  pastByTime,
  type PastKeeping,
} from "@/lib/stores/evidence/past-keeping";

interface EvidenceClass {
  recordClass: RecordClass;
  rows: readonly PastKeeping[];
  /** The engine reads them: once some are gone, networks are of the past. */
  readByEngine: boolean;
}

const accounts = ["account_id"];

/** Classes of records in the evidence store, and what of them goes. A class of files is not among them. */
export const EVIDENCE_CLASSES: readonly EvidenceClass[] = [
  {
    recordClass: "exchanges",
    rows: [{ table: "exchanges", past: pastByTime("ts"), accounts }],
    readByEngine: false,
  },
  {
    recordClass: "identifiers",
    rows: [
      { table: "identifier_uses", past: pastByTime("last_seen"), accounts },
      { table: "identifier_users", past: pastByTime("last_seen"), accounts },
      {
        table: "key_handovers",
        past: pastByTime("last_at"),
        accounts: ["from_account", "to_account"],
      },
      { table: "observations", past: pastByTime("last_seen"), accounts },
      { table: "api_keys", past: PAST_BY_IMPORT, accounts },
      { table: "payment_instruments", past: PAST_BY_IMPORT, accounts },
    ],
    readByEngine: true,
  },
  {
    recordClass: "activity",
    rows: [
      { table: "activity_hourly", past: pastByHour("hour"), accounts },
      { table: "mix_daily", past: pastByDay("day"), accounts },
    ],
    readByEngine: true,
  },
  {
    recordClass: "events",
    rows: [{ table: "events", past: pastByTime("at"), accounts }],
    readByEngine: false,
  },
  {
    recordClass: "sealed_contacts",
    rows: [{ table: "accounts", past: PAST_BY_IMPORT, accounts, cleared: ["email_sealed", "phone_sealed"] }],
    readByEngine: false,
  },
  {
    recordClass: "signup_details",
    rows: [
      {
        table: "accounts",
        past: PAST_BY_IMPORT,
        accounts,
        cleared: [
          "display_name",
          "email_masked",
          "phone_masked",
          "signup_ip",
          "signup_user_agent",
          "referral_code",
        ],
      },
    ],
    readByEngine: true,
  },
];

/** Tables no class removes rows of, and why. */
export const KEPT_TABLES: Readonly<Record<string, string>> = {
  prompt_templates: "signatures that name no account; without them a template would lose its id",
  roster: "known infrastructure, no account's record",
  asn: "knowledge of networks, no account's record",
};
