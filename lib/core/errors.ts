/** What went wrong, as a word both the command line (exit code) and the API (HTTP status) can map. */
export type ErrorCode =
  | "bad_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_many_requests"
  | "unavailable"
  | "internal";

/**
 * The one error class whose message may reach a user. Anything else is shown as
 * "internal error" and logged.
 */
export class RingleaderError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "RingleaderError";
    this.code = code;
    this.details = options.details ?? {};
  }
}

const HTTP_STATUS: Record<ErrorCode, number> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
};

export function httpStatusOf(code: ErrorCode): number {
  return HTTP_STATUS[code];
}

/** Exit codes of the command line; 0 is success, 1 an unexpected failure. */
const EXIT_CODE: Record<ErrorCode, number> = {
  internal: 1,
  bad_input: 2,
  not_found: 3,
  conflict: 4,
  forbidden: 5,
  unauthenticated: 5,
  too_many_requests: 6,
  unavailable: 6,
};

export function exitCodeOf(code: ErrorCode): number {
  return EXIT_CODE[code];
}
