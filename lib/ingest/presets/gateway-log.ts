import type { Preset } from "./preset";

/**
 * The access log of an OpenAI-compatible gateway behind nginx or Envoy, one JSON object a request.
 * The gateway names account, key and token counts in response headers, which the proxy logs. Fields
 * of the proxies: "Module ngx_http_log_module", "Module ngx_http_upstream_module" (nginx.org,
 * `log_format … escape=json`, `$msec`, `$upstream_http_…`) and "Substitution Formatter" (Envoy,
 * `json_format`, `%START_TIME%`, `%TLS_JA4_FINGERPRINT%`; "-" stands for nothing there). The exact
 * configuration of both is in this folder's README.
 */
export const gatewayLog: Preset = {
  name: "gateway-log",
  label: "Gateway access log (nginx or Envoy, JSON)",
  files: [
    {
      stem: "access",
      pattern: /access|gateway|nginx|envoy|ingress/,
      signs: [
        ["msec", "remote_addr", "account_id"],
        ["start_time", "downstream_remote_address", "account_id"],
        ["time_iso8601", "remote_addr", "account_id"],
      ],
      table: "exchanges",
      columns: { ts: "msec", ip: "remote_addr", user_agent: "http_user_agent", tls_fingerprint: "ja4" },
      otherwise: {
        ts: ["time_iso8601", "start_time", "@timestamp", "timestamp", "time", "ts"],
        account_id: ["account", "remote_user"],
        api_key_id: ["authorization", "http_authorization", "http_x_api_key", "x_api_key"],
        ip: ["downstream_remote_address", "client_ip", "ip"],
        input_tokens: ["prompt_tokens"],
        output_tokens: ["completion_tokens"],
        status: ["response_code"],
        user_agent: ["user_agent"],
        tls_fingerprint: ["tls_ja4_fingerprint", "http_x_ja4", "ja3", "tls_ja3_fingerprint", "http_x_ja3"],
        request_id: ["x_request_id"],
      },
      convert: { ts: "epoch_seconds" },
      emptyWords: ["-"],
    },
  ],
};
