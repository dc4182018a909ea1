import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import * as schema from "@/drizzle/schema";
import { newId } from "@/lib/core/ids";
import type { Casebook } from "@/lib/stores/casebook/client";

export const PASSWORD_LENGTH_MIN = 15;
export const PASSWORD_LENGTH_MAX = 128;
/** A session ends this long after sign-in, however busy. */
const SESSION_ABSOLUTE_SECONDS = 12 * 3_600;
export const SESSION_IDLE_MS = 30 * 60_000;

/**
 * better-auth over the casebook. Users are made by our own services only (setup, invitations), so
 * its sign-up is off, and the route in front of it lets nothing through but sign-in and sign-out.
 */
function createAuth(casebook: Casebook, options: { secret: string; url: string }) {
  return betterAuth({
    appName: "Ringleader",
    baseURL: options.url,
    basePath: "/api/auth",
    secret: options.secret,
    database: drizzleAdapter(casebook, { provider: "pg", schema }),
    trustedOrigins: [options.url],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      autoSignIn: false,
    },
    session: { expiresIn: SESSION_ABSOLUTE_SECONDS, disableSessionRefresh: true },
    // Our own limits stand in front: these would trust a client's own X-Forwarded-For.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => newId("id") },
      ipAddress: { disableIpTracking: true },
      cookiePrefix: "ringleader",
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Unexpected failures come to our own wrapper, which logs no values; better-auth would print the query.
    onAPIError: { throw: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
export { createAuth };
