const BUCKET_MS = 600_000;

/** Value of the identifier kind `signup_burst`: the ten minutes of UTC an account was created in, "2026-04-22T10:20Z". */
export function signupBurstOf(createdAtMs: number): string {
  return `${new Date(Math.floor(createdAtMs / BUCKET_MS) * BUCKET_MS).toISOString().slice(0, 16)}Z`;
}
