import { bytesOf, folderOf, typedParquet, type TestRow, type TestTables } from "@/lib/ingest/testing/bundle";

const ACCOUNTS = 90;
const START_MS = Date.UTC(2026, 3, 22);
const HOUR_MS = 3_600_000;

/** The first 40 accounts are one operator's; the rest are strangers that share a campus address. */
const OPERATED = 40;

function accountId(number: number): string {
  return `acct_${String(number).padStart(3, "0")}`;
}

function time(hours: number): string {
  return new Date(START_MS + hours * HOUR_MS).toISOString();
}

function range<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, number) => make(number));
}

function account(number: number): TestRow {
  const operated = number < OPERATED;
  return {
    account_id: accountId(number),
    created_at: time(number),
    account_type: operated ? "individual" : "education",
    organization: operated ? `Shell ${number % 5}` : `Campus ${number % 3}`,
    display_name: `Person ${number}`,
    email: `person.${number}@${operated ? "drop" : "campus"}.example`,
    phone: `+49 151 ${200_000 + Math.floor(number / 4)}`,
    country: number % 2 === 0 ? "DE" : "FR",
    signup_ip: operated ? `240.1.${number % 4}.9` : "240.9.0.1",
    referral_code: operated ? "spring" : "",
    status: number % 10 === 0 ? "banned" : "active",
    verified_entity: operated ? "" : `le_${number}`,
  };
}

function exchange(number: number): TestRow {
  const owner = number % ACCOUNTS;
  const turn = Math.floor(number / ACCOUNTS);
  return {
    ts: time(48 + turn * 9 + (turn > 20 ? 24 * 14 : 0)),
    account_id: accountId(owner),
    api_key_id: `key_${owner < OPERATED ? owner % 13 : owner}`,
    ip: owner < OPERATED ? `240.1.${(owner + turn) % 4}.${turn % 3}` : `240.9.0.${owner % 2}`,
    model: turn % 3 === 0 ? "sable-3" : "sable-3-mini",
    input_tokens: 10 + owner,
    output_tokens: 100 + turn,
    status: "ok",
    user_agent: "sdk/1",
    tls_fingerprint: `t${owner % 6}`,
    client_profile: owner < OPERATED ? "bulk" : `p${owner % 4}`,
    template_id: owner < OPERATED ? `tpl_${turn % 2}` : "",
    capability: turn % 2 === 0 ? "coding" : "reasoning",
    request_id: `r${number}`,
  };
}

/** What the requests asked, in the files that have it. */
function prompted(row: TestRow, number: number): TestRow {
  const task =
    number % 2 === 0 ? "Translate the text below into plain words" : "Write a test for this function";
  return { ...row, prompt: number % 5 === 0 ? `${task}, and number each line: part ${number % 3}` : "" };
}

/** Here and there a padded account id, which the store leaves to the importer. */
function padded(row: TestRow, number: number): TestRow {
  return number % 97 === 0 ? { ...row, account_id: ` ${row["account_id"]} ` } : row;
}

/** An invented operator among strangers, small, with identifiers that cross every boundary of shards; no chance in it. */
const CAMPAIGN: TestTables = {
  roster: [{ cidr_or_value: "240.9.0.0/24", kind: "ip", class: "campus", capacity: 60, note: "halls" }],
  asn: [
    { cidr: "240.0.0.0/8", asn: 64500, organization: "Invented Net", country: "de", class: "hosting" },
    { cidr: "240.9.0.0/16", asn: 64501, organization: "Invented Campus", country: "de", class: "campus" },
  ],
  accounts: range(ACCOUNTS, account),
  api_keys: range(60, (number) => ({
    api_key_id: `key_${number}`,
    account_id: accountId(number),
    created_at: time(number + 1),
    revoked_at: "",
  })),
  payment_instruments: range(70, (number) => ({
    account_id: accountId(number),
    fingerprint: `fp_${number < OPERATED ? number % 9 : number}`,
    kind: "card",
    bin: "424242",
    funding: "virtual",
    issuer_country: "us",
    billing_name: "Somebody",
    added_at: time(number + 2),
    removed_at: "",
  })),
  exchanges: range(ACCOUNTS * 30, exchange),
  observations: range(ACCOUNTS, (number) => ({
    account_id: accountId(number),
    kind: "device",
    value: `dev_${number < OPERATED ? number % 11 : number}`,
    first_seen: time(number),
    last_seen: time(number + 100),
    count: 3,
  })),
  events: [
    { at: time(30), kind: "tip", account_id: accountId(3), subject: "letter", note: "look here" },
    { at: time(40), kind: "ban", account_id: accountId(4), subject: "", note: "terms of use" },
    { at: time(110), kind: "model_release", account_id: "", subject: "sable-3", note: "out now" },
  ],
};

export const CAMPAIGN_ACCOUNTS: readonly string[] = range(ACCOUNTS, accountId);
export const CAMPAIGN_OPERATED: readonly string[] = CAMPAIGN_ACCOUNTS.slice(0, OPERATED);

/** The campaign as files: Parquet the store reads by itself, or text with prompts in it. */
export function campaignFolder(format: "csv" | "parquet"): string {
  const files = Object.entries(CAMPAIGN).map(([table, rows]): [string, string | Uint8Array] => {
    const name = `${table}.${format}`;
    if (table !== "exchanges") return [name, bytesOf(rows, format)];
    return format === "parquet"
      ? [name, typedParquet(rows.map(padded), ["ts"])]
      : [name, bytesOf(rows.map(prompted), format)];
  });
  return folderOf(Object.fromEntries(files));
}
