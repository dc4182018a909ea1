import type { ErrorCode } from "@/lib/core/errors";

/** `offline`: no answer at all. The rest is what the server said. */
export type ApiErrorCode = ErrorCode | "offline";

/** What a call to the API may throw; the message is written for people. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;

  constructor(code: ApiErrorCode, message: string, options: { status: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "ApiError";
    this.code = code;
    this.status = options.status;
  }
}
