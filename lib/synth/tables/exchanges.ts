import type { Campaign } from "../campaign";
import type { SynthRow } from "../columns";
import { aspect } from "../draw";
import { keyAt } from "../keys";
import { dayTurns, type Turn } from "../schedule";
import { dayPlans, type DayRange } from "../day-plans";

const REQUEST = aspect("request id");
const TOKENS = aspect("tokens");

/** Typical input and output tokens by capability; everything else is like chat. */
const TYPICAL_TOKENS: Readonly<Record<string, readonly [number, number]>> = {
  coding: [1_800, 1_400],
  agentic_tool_use: [5_200, 900],
  reasoning_traces: [700, 3_600],
  tool_grading: [2_600, 400],
  summarization: [3_000, 350],
  data_extraction: [2_400, 500],
};
const CHAT_TOKENS: readonly [number, number] = [450, 420];

/** The exchanges of a range of days in order of time. */
export function* exchangeRows(campaign: Campaign, days: DayRange): Generator<SynthRow<"exchanges">> {
  for (const plan of dayPlans(campaign, days)) {
    let sequence = plan.before;
    for (const turn of dayTurns(campaign, plan)) {
      yield exchangeRow(campaign, turn, sequence);
      sequence += 1;
    }
  }
}

function exchangeRow(campaign: Campaign, turn: Turn, sequence: number): SynthRow<"exchanges"> {
  const { subject, moment } = turn;
  const { segment } = subject;
  const client = segment.client(campaign, subject, moment);
  const prompt = segment.prompt(campaign, subject, moment);
  const holder = segment.keyHolder(campaign, subject, moment);
  const spread = Math.exp((campaign.draw.unit(TOKENS, subject.index, moment.bits) - 0.5) * 2);
  const [input, output] = TYPICAL_TOKENS[prompt.capability] ?? CHAT_TOKENS;
  const status = statusOf(moment.bits, holder.life.activeToMs <= moment.atMs);
  return {
    ts: moment.atMs,
    account_id: subject.accountId,
    api_key_id: keyAt(campaign, holder, moment.atMs),
    ip: segment.address(campaign, subject, moment),
    model: prompt.model,
    input_tokens: Math.ceil(input * spread),
    output_tokens: status === 200 ? Math.min(prompt.maxTokens, Math.ceil(output / spread ** 0.5)) : 0,
    status,
    user_agent: client.userAgent,
    tls_fingerprint: client.tlsFingerprint,
    client_profile: client.clientProfile,
    template_id: prompt.templateId,
    capability: prompt.capability,
    max_tokens: prompt.maxTokens,
    temperature: prompt.temperature,
    request_id: `req_${campaign.draw.uniqueHex(REQUEST, sequence)}`,
  };
}

/** HTTP status: mostly 200, some throttled; 403 for a key whose holder is banned. */
function statusOf(bits: number, holderGone: boolean): number {
  if (holderGone) return 403;
  const roll = (bits >>> 24) / 256;
  return roll < 0.965 ? 200 : roll < 0.99 ? 429 : roll < 0.995 ? 400 : 500;
}
