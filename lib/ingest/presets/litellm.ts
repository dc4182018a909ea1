import type { Preset, PresetFile } from "./preset";

/** Where the account stands in the spend logs, in the keys, and whose accounts are read. */
interface AccountChoice {
  spend: readonly [string, ...string[]];
  key: readonly [string, ...string[]];
  accounts: readonly ("user" | "team")[];
}

/** A JSON column nobody filled, and how `\copy … csv` and JSON write a NULL. */
const EMPTY_WORDS = ["{}", "[]", "null", "\\N"];
const BLOCKED = { true: "suspended", t: "suspended", false: "active", f: "active" };

function firstOf(names: readonly [string, ...string[]]): { columns: string; otherwise: string[] } {
  const [columns, ...otherwise] = names;
  return { columns, otherwise };
}

function spendLogs(account: AccountChoice["spend"]): PresetFile {
  const { columns, otherwise } = firstOf(account);
  return {
    stem: "litellm_spendlogs",
    pattern: /^(litellm[_-]?)?spend[_-]?logs/,
    signs: [["request_id", "starttime", "api_key", "prompt_tokens"]],
    table: "exchanges",
    columns: {
      ts: "startTime",
      account_id: columns,
      api_key_id: "api_key",
      ip: "requester_ip_address",
      input_tokens: "prompt_tokens",
      output_tokens: "completion_tokens",
      max_tokens: "proxy_server_request.max_tokens",
      temperature: "proxy_server_request.temperature",
      prompt: "messages",
    },
    otherwise: {
      account_id: otherwise,
      ip: ["metadata.requester_ip_address"],
      status: ["metadata.status"],
      max_tokens: ["proxy_server_request.max_completion_tokens"],
      prompt: ["proxy_server_request.messages"],
    },
    convert: { ts: "time_in_utc" },
    emptyWords: EMPTY_WORDS,
  };
}

function keys(account: AccountChoice["key"]): PresetFile {
  const { columns, otherwise } = firstOf(account);
  return {
    stem: "litellm_verificationtoken",
    pattern: /^(litellm[_-]?)?(deleted)?verification[_-]?tokens?/,
    signs: [["token", "key_alias", "user_id", "team_id"]],
    table: "api_keys",
    columns: { api_key_id: "token", account_id: columns, revoked_at: "deleted_at" },
    otherwise: { account_id: otherwise },
    convert: { created_at: "time_in_utc", revoked_at: "time_in_utc" },
    emptyWords: EMPTY_WORDS,
  };
}

const USERS: PresetFile = {
  stem: "litellm_usertable",
  signs: [["user_id", "user_email", "user_role"]],
  table: "accounts",
  columns: {
    account_id: "user_id",
    email: "user_email",
    display_name: "user_alias",
    organization: "organization_id",
  },
  convert: { created_at: "time_in_utc" },
  emptyWords: EMPTY_WORDS,
};

const TEAMS: PresetFile = {
  stem: "litellm_teamtable",
  signs: [["team_id", "team_alias", "blocked"]],
  table: "accounts",
  columns: {
    account_id: "team_id",
    display_name: "team_alias",
    organization: "organization_id",
    status: "blocked",
  },
  convert: { created_at: "time_in_utc" },
  words: { status: BLOCKED },
  emptyWords: EMPTY_WORDS,
};

const ACCOUNTS = { user: USERS, team: TEAMS };

function litellmPreset(name: string, label: string, choice: AccountChoice): Preset {
  return {
    name,
    label,
    files: [...choice.accounts.map((who) => ACCOUNTS[who]), keys(choice.key), spendLogs(choice.spend)],
  };
}

const TEAM = ["team_id", "metadata.user_api_key_team_id"] as const;
const USER = ["user", "metadata.user_api_key_user_id"] as const;

/**
 * Tables of a LiteLLM proxy's database, as `\copy` writes them (CSV) or as one row_to_json a line.
 * The account is the team a key belongs to, and for a key without one its user: that is who holds
 * the key and pays. Columns: the models LiteLLM_SpendLogs, LiteLLM_VerificationToken,
 * LiteLLM_UserTable and LiteLLM_TeamTable of schema.prisma in BerriAI/litellm; what is stored in
 * them: "Spend Tracking" and "Getting Started with UI Logs" (docs.litellm.ai).
 */
export const litellm = litellmPreset("litellm", "LiteLLM spend logs (account: team, else user)", {
  spend: [...TEAM, ...USER],
  key: ["team_id", "user_id"],
  accounts: ["user", "team"],
});

/** The account is the user a key belongs to. */
export const litellmUser = litellmPreset("litellm-user", "LiteLLM spend logs (account: user)", {
  spend: USER,
  key: ["user_id"],
  accounts: ["user"],
});

/** The account is the team a key belongs to; keys without one have none. */
export const litellmTeam = litellmPreset("litellm-team", "LiteLLM spend logs (account: team)", {
  spend: TEAM,
  key: ["team_id"],
  accounts: ["team"],
});

/**
 * The account is the `user` field of a request, which a reseller sets for its own customers. Whoever
 * holds the key writes it: take this only where your own service does.
 */
export const litellmEndUser: Preset = {
  name: "litellm-end-user",
  label: "LiteLLM spend logs (account: end user)",
  files: [spendLogs(["end_user", "metadata.user_api_key_end_user_id"])],
};
