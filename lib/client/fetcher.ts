import "./zod-without-eval";
import { z } from "zod";
import { ApiError, type ApiErrorCode } from "./api-error";

const errorBodySchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
/** The sign-in library answers in its own shape. */
const signInErrorSchema = z.object({ message: z.string() });

const CODE_OF_STATUS: Record<number, ApiErrorCode> = {
  400: "bad_input",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "bad_input",
  422: "bad_input",
  429: "too_many_requests",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** The typed error in an answer that is no success; text the server did not write for people is not shown. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const code = CODE_OF_STATUS[response.status] ?? "internal";
  const body: unknown = await response.json().catch(() => null);
  const ours = errorBodySchema.safeParse(body);
  const signIn = signInErrorSchema.safeParse(body);
  const message = ours.success
    ? ours.data.error.message
    : signIn.success && response.status < 500
      ? signIn.data.message
      : `The server answered ${response.status}.`;
  return new ApiError(code, message, { status: response.status });
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    credentials: "same-origin",
    headers: { accept: "application/json", ...init.headers },
  }).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiError("offline", "The server did not answer.", { status: 0, cause });
  });
  if (!response.ok) throw await errorOfResponse(response);
  return response;
}

/** Reads JSON; `Answer` is the type the API's contract names for the path. Throws ApiError. */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await request(path, { method: "GET", signal: signal ?? null });
  const answer: Answer = await response.json();
  return answer;
}

/** Writes JSON and reads what came of it. Throws ApiError. */
export async function sendJson<Answer>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await request(path, {
    method,
    signal: signal ?? null,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const answer: Answer = await response.json();
  return answer;
}

/** "/api/search?q=a%20b": parameters that are undefined are left out. */
export function apiPath(path: string, parameters: Record<string, string | number | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** One segment of a path; ids come from imports and may hold anything. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
