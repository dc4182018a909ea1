import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { signInFailure, user } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_MINUTE } from "@/lib/core/time";
import type { Desk } from "@/lib/auth/desk";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Casebook } from "@/lib/stores/casebook/client";
import { installationSecret } from "@/lib/stores/data-dir";

const WINDOW_MS = 15 * MS_PER_MINUTE;
const FAILURES_MAX = 10;
/** All sign-ins of the desk together, against spraying over many accounts. */
const ATTEMPTS_PER_MINUTE_MAX = 60;

const attempts: number[] = [];

/**
 * Takes one of the address's tries before the password is looked at, so that guesses sent all at
 * once are counted one by one. The last of them locks the address for the whole window.
 */
async function takeTry(casebook: Casebook, emailHash: string, nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  await casebook.transaction(async (tx) => {
    await tx
      .insert(signInFailure)
      .values({ emailHash, failures: 0, windowStartedAt: now })
      .onConflictDoNothing();
    const [record] = await tx
      .select()
      .from(signInFailure)
      .where(eq(signInFailure.emailHash, emailHash))
      .for("update");
    if (record === undefined)
      throw new RingleaderError(
        "too_many_requests",
        "another sign-in for this address is under way; try again",
      );
    const inWindow = record.windowStartedAt.getTime() > nowMs - WINDOW_MS;
    if (inWindow && record.failures >= FAILURES_MAX) {
      throw new RingleaderError(
        "too_many_requests",
        "too many failed sign-ins for this address; try again in 15 minutes",
      );
    }
    const failures = inWindow ? record.failures + 1 : 1;
    const windowStartedAt = inWindow && failures < FAILURES_MAX ? record.windowStartedAt : now;
    await tx
      .update(signInFailure)
      .set({ failures, windowStartedAt })
      .where(eq(signInFailure.emailHash, emailHash));
  });
}

/**
 * Signs a person in through better-auth, with what it lacks: a lockout per account (10 failures in
 * 15 minutes) that an unknown address meets as well, so that it tells nothing.
 * @returns better-auth's own response, with the session cookie on success.
 */
export async function signIn(
  desk: Desk,
  request: Request,
  email: string,
  password: string,
  nowMs: number,
): Promise<Response> {
  while ((attempts[0] ?? nowMs) < nowMs - MS_PER_MINUTE) attempts.shift();
  if (attempts.length >= ATTEMPTS_PER_MINUTE_MAX)
    throw new RingleaderError("too_many_requests", "too many sign-ins just now; try again in a minute");
  attempts.push(nowMs);

  const casebook = desk.stores.casebook;
  const emailHash = createHmac("sha256", installationSecret(desk.stores.dir, "sign-in.key"))
    .update(email.toLowerCase())
    .digest("hex");
  await takeTry(casebook, emailHash, nowMs);

  const answer = await desk.auth.handler(
    new Request(new URL("/api/auth/sign-in/email", desk.url), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(desk.url).origin,
        "user-agent": request.headers.get("user-agent") ?? "",
      },
      body: JSON.stringify({ email, password }),
    }),
  );
  if (!answer.ok) {
    await casebook.transaction(async (tx) => {
      await appendAudit(
        tx,
        {
          actorId: "anonymous",
          action: "sign_in.fail",
          objectType: "address",
          objectId: emailHash.slice(0, 16),
        },
        nowMs,
      );
    });
    throw new RingleaderError("unauthenticated", "the e-mail address or the password is wrong");
  }
  await casebook.transaction(async (tx) => {
    await tx.delete(signInFailure).where(eq(signInFailure.emailHash, emailHash));
    const [who] = await tx.select({ id: user.id }).from(user).where(eq(user.email, email.toLowerCase()));
    await appendAudit(
      tx,
      {
        actorId: who?.id ?? "unknown",
        action: "sign_in",
        objectType: "user",
        objectId: who?.id ?? "unknown",
      },
      nowMs,
    );
  });
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify({ ok: true }), { status: 200, headers });
}

/** Ends the session the request's cookie names. */
export async function signOut(desk: Desk, request: Request): Promise<Response> {
  const answer = await desk.auth.handler(
    new Request(new URL("/api/auth/sign-out", desk.url), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(desk.url).origin,
        cookie: request.headers.get("cookie") ?? "",
      },
      body: "{}",
    }),
  );
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify({ ok: true }), { status: 200, headers });
}
