import type { Preset } from "./preset";

/**
 * Logs of Cloudflare AI Gateway, as Workers Logpush delivers them or as the API lists them. Logpush
 * encrypts `Metadata`, `RequestBody` and `ResponseBody` with the key of the gateway's owner, and the
 * rest names neither a time nor a caller: only decrypted lines can come in, and the gateway's caller
 * has to name account and time in `cf-aig-metadata`. Pages: "Workers Logpush" (AI Gateway,
 * Observability), "Custom metadata" (AI Gateway), "List Gateway Logs" (Cloudflare API).
 */
export const cloudflareAiGateway: Preset = {
  name: "cloudflare-ai-gateway",
  label: "Cloudflare AI Gateway logs",
  files: [
    {
      stem: "ai-gateway-logs",
      pattern: /^ai[_-]gateway[_-]logs/,
      signs: [["id", "created_at", "tokens_in", "tokens_out", "provider"]],
      table: "exchanges",
      columns: {
        ts: "created_at",
        account_id: "metadata.account_id",
        api_key_id: "metadata.api_key_id",
        ip: "metadata.ip",
        user_agent: "metadata.user_agent",
        input_tokens: "tokens_in",
        output_tokens: "tokens_out",
        status: "status_code",
        request_id: "id",
      },
      otherwise: { account_id: ["metadata.user_id", "metadata.user"] },
    },
    {
      stem: "ai_gateway_events",
      pattern: /^(ai_gateway_events|\d{8}t\d{6}z_\d{8}t\d{6}z_)/,
      signs: [["gateway", "endpoint", "provider", "statuscode"]],
      table: "exchanges",
      columns: {
        ts: "Metadata.ts",
        account_id: "Metadata.account_id",
        api_key_id: "Metadata.api_key_id",
        ip: "Metadata.ip",
        user_agent: "Metadata.user_agent",
        model: "Model",
        status: "StatusCode",
        input_tokens: "ResponseBody.usage.prompt_tokens",
        output_tokens: "ResponseBody.usage.completion_tokens",
        max_tokens: "RequestBody.max_tokens",
        temperature: "RequestBody.temperature",
        request_id: "ResponseBody.id",
        prompt: "RequestBody.messages",
      },
      otherwise: {
        account_id: ["Metadata.user_id", "Metadata.user"],
        input_tokens: ["ResponseBody.usage.input_tokens"],
        output_tokens: ["ResponseBody.usage.output_tokens"],
        max_tokens: ["RequestBody.max_completion_tokens", "RequestBody.max_output_tokens"],
        prompt: ["RequestBody.input", "RequestBody.prompt"],
      },
    },
  ],
};
