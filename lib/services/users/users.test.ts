import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { invitation, session, signInFailure, user, userRole } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_DAY, MS_PER_MINUTE } from "@/lib/core/time";
import { ROLES, type Role } from "@/lib/domain/user";
import { actorOf, rolesOf } from "@/lib/auth/actor";
import { mayDo } from "@/lib/auth/authorize";
import type { Desk } from "@/lib/auth/desk";
import { cookieOf, INVITER, join, signInRequest, TEST_PASSWORD } from "@/lib/services/testing/people";
import { deskOver, openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { readAudit, verifyAudit } from "@/lib/stores/casebook/audit";
import type { Casebook } from "@/lib/stores/casebook/client";
import { acceptBodySchema, claimInvitation, setupBodySchema } from "./claim-invitation";
import { invite, inviteBodySchema } from "./invite";
import { makeSetupToken } from "./make-setup-link";
import { signIn, signOut } from "./sign-in";

let opened: TestStores;
let desk: Desk;
let casebook: Casebook;
beforeAll(async () => {
  opened = await openTestStores();
  desk = deskOver(opened.stores);
  casebook = opened.stores.casebook;
});
afterAll(async () => opened.close());

async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "done",
    (error: unknown) => (error instanceof RingleaderError ? error.code : String(error)),
  );
}

const setup = (token: string, number: number, nowMs: number) =>
  claimInvitation(
    casebook,
    desk.auth,
    {
      kind: "setup",
      token,
      name: `First ${number}`,
      email: `first${number}@desk.example`,
      password: TEST_PASSWORD,
    },
    nowMs,
  );

// In the order of a desk's life: these share its casebook.
describe.sequential("the first user", () => {
  const nowMs = Date.now();

  test("there is no user and no role before setup", async () => {
    expect(await casebook.select().from(user)).toEqual([]);
    expect(await casebook.select().from(userRole)).toEqual([]);
  });

  test("an expired, an unknown and an overtaken setup link are refused", async () => {
    const first = await makeSetupToken(casebook, nowMs);
    const second = await makeSetupToken(casebook, nowMs);
    expect(await codeOf(setup(first ?? "", 0, nowMs + 1))).toBe("not_found");
    expect(await codeOf(setup("unknown", 0, nowMs + 1))).toBe("not_found");
    expect(await codeOf(setup(second ?? "", 0, nowMs + 30 * MS_PER_MINUTE))).toBe("not_found");
    expect(await casebook.select().from(user)).toEqual([]);
  });

  test("the link itself is kept nowhere", async () => {
    const token = await makeSetupToken(casebook, nowMs);
    expect(token).toMatch(/^[\w-]{43}$/);
    const kept = JSON.stringify([
      await casebook.select().from(invitation),
      await readAudit(casebook, undefined, 100),
    ]);
    expect(kept).not.toContain(token);
  });

  test("a setup link is no invitation", async () => {
    const token = (await makeSetupToken(casebook, nowMs)) ?? "";
    expect(
      await codeOf(
        claimInvitation(
          casebook,
          desk.auth,
          { kind: "invitation", token, name: "Guest", password: TEST_PASSWORD },
          nowMs,
        ),
      ),
    ).toBe("not_found");
  });

  test("of 20 claims of one setup link at once exactly one wins", async () => {
    const token = (await makeSetupToken(casebook, nowMs)) ?? "";
    const codes = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => codeOf(setup(token, number, nowMs))),
    );
    expect(codes.toSorted()).toEqual(["done", ...Array.from({ length: 19 }, () => "not_found")]);
    const users = await casebook.select().from(user);
    expect(users).toHaveLength(1);
    expect(await rolesOf(casebook, users[0]?.id ?? "")).toEqual(["investigator", "admin"]);
    expect((await verifyAudit(casebook)).ok).toBe(true);
  });

  test("afterwards no setup link is made, and none made before is taken", async () => {
    expect(await makeSetupToken(casebook, nowMs)).toBeUndefined();
    await casebook.update(invitation).set({ usedAt: null, expiresAt: new Date(nowMs + MS_PER_DAY) });
    const [row] = await casebook.select().from(invitation);
    expect(row?.kind).toBe("setup");
    const { newOneTimeToken } = await import("@/lib/auth/one-time-token");
    const { token, tokenHash } = newOneTimeToken();
    await casebook
      .update(invitation)
      .set({ tokenHash })
      .where(eq(invitation.id, row?.id ?? ""));
    expect(await codeOf(setup(token, 99, nowMs))).toBe("not_found");
  });
});

describe("invitations", () => {
  const nowMs = Date.now();

  test.each([["x".repeat(14)], [""], ["x".repeat(129)]])(
    "a password of the wrong length is refused (%s)",
    (password) => {
      expect(
        setupBodySchema.safeParse({ token: "t", name: "N", email: "n@desk.example", password }).success,
      ).toBe(false);
      expect(acceptBodySchema.safeParse({ token: "t", name: "N", password }).success).toBe(false);
    },
  );

  test("a password of 15 characters will do", () => {
    expect(acceptBodySchema.safeParse({ token: "t", name: "N", password: "x".repeat(15) }).success).toBe(
      true,
    );
  });

  test("roles outside the five are refused, and so is none at all", () => {
    expect(inviteBodySchema.safeParse({ email: "a@desk.example", roles: ["root"] }).success).toBe(false);
    expect(inviteBodySchema.safeParse({ email: "a@desk.example", roles: [] }).success).toBe(false);
  });

  test("a person has exactly the roles they were invited with, whatever they send", async () => {
    const subsets: Role[][] = [...ROLES.map((role) => [role]), ["manager", "counsel"], [...ROLES]];
    for (const [number, roles] of subsets.entries()) {
      const { token } = await invite(
        casebook,
        INVITER,
        { email: `person${number}@desk.example`, roles },
        nowMs,
      );
      const body = acceptBodySchema.parse({
        token,
        name: "Person",
        password: TEST_PASSWORD,
        roles: ["admin"],
        email: "other@desk.example",
      });
      const person = await claimInvitation(casebook, desk.auth, { kind: "invitation", ...body }, nowMs);
      expect(person.email).toBe(`person${number}@desk.example`);
      expect(new Set(await rolesOf(casebook, person.userId))).toEqual(new Set(roles));
    }
  });

  test("an invitation is taken once, by one of many at once, and not after seven days", async () => {
    const { token } = await invite(
      casebook,
      INVITER,
      { email: "once@desk.example", roles: ["auditor"] },
      nowMs,
    );
    const late = await invite(casebook, INVITER, { email: "late@desk.example", roles: ["auditor"] }, nowMs);
    const take = async (given: string, atMs: number) =>
      codeOf(
        claimInvitation(
          casebook,
          desk.auth,
          { kind: "invitation", token: given, name: "Once", password: TEST_PASSWORD },
          atMs,
        ),
      );
    const codes = await Promise.all(Array.from({ length: 8 }, async () => take(token, nowMs)));
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(await take(token, nowMs)).toBe("not_found");
    expect(await take(late.token, nowMs + 7 * MS_PER_DAY)).toBe("not_found");
  });

  test("nobody is invited twice under one address, in any spelling", async () => {
    await join(desk, "Taken", ["auditor"]);
    const body = inviteBodySchema.parse({ email: "TAKEN@Desk.Example", roles: ["admin"] });
    expect(await codeOf(invite(casebook, INVITER, body, nowMs))).toBe("conflict");
  });
});

describe("signing in", () => {
  // Each test has minutes of its own, so that the desk-wide limit of one does not meet the next.
  let nowMs = Date.now();
  beforeEach(() => {
    nowMs += 60 * MS_PER_MINUTE;
  });
  const attempt = async (email: string, password: string, atMs: number) =>
    codeOf(signIn(desk, signInRequest(desk), email, password, atMs));

  test("a wrong password and an unknown address are told apart by nothing", async () => {
    const person = await join(desk, "Plain", ["auditor"]);
    const answers = await Promise.all(
      [person.email, "nobody@desk.example"].map(async (email) =>
        signIn(desk, signInRequest(desk), email, "wrong", nowMs).catch((error: unknown) => [
          String(error),
          error instanceof RingleaderError && error.code,
        ]),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  test("10 failures lock the address for 15 minutes, for the right password too, and an unknown address alike", async () => {
    const person = await join(desk, "Locked", ["auditor"]);
    for (const email of [person.email, "stranger@desk.example"]) {
      for (let failure = 0; failure < 10; failure++)
        expect(await attempt(email, "wrong", nowMs + failure)).toBe("unauthenticated");
      expect(await attempt(email, TEST_PASSWORD, nowMs + 10)).toBe("too_many_requests");
      expect(await attempt(email.toUpperCase(), TEST_PASSWORD, nowMs + 14 * MS_PER_MINUTE)).toBe(
        "too_many_requests",
      );
    }
    expect(await attempt(person.email, TEST_PASSWORD, nowMs + 16 * MS_PER_MINUTE)).toBe("done");
  });

  test("the 15 minutes begin with the tenth failure, not the first", async () => {
    const person = await join(desk, "Slow", ["auditor"]);
    for (let failure = 0; failure < 10; failure++)
      await attempt(person.email, "wrong", nowMs + failure * 1.5 * MS_PER_MINUTE);
    expect(
      await attempt(person.email, TEST_PASSWORD, nowMs + 13.5 * MS_PER_MINUTE + 14 * MS_PER_MINUTE),
    ).toBe("too_many_requests");
  });

  test("guesses sent all at once are counted one by one", async () => {
    const person = await join(desk, "Burst", ["auditor"]);
    const codes = await Promise.all(
      Array.from({ length: 30 }, async () => attempt(person.email, "wrong", nowMs)),
    );
    expect(codes.filter((code) => code === "unauthenticated").length).toBeLessThanOrEqual(10);
    expect(await attempt(person.email, TEST_PASSWORD, nowMs)).toBe("too_many_requests");
  });

  test("a right password clears the failures before it", async () => {
    const person = await join(desk, "Clumsy", ["auditor"]);
    for (let round = 0; round < 2; round++) {
      for (let failure = 0; failure < 9; failure++) await attempt(person.email, "wrong", nowMs);
      expect(await attempt(person.email, TEST_PASSWORD, nowMs)).toBe("done");
    }
  });

  test("more than 60 sign-ins a minute over all addresses are refused", async () => {
    const codes: string[] = [];
    for (let number = 0; number < 61; number++)
      codes.push(await attempt(`spray${number}@desk.example`, "wrong", nowMs));
    expect(codes.slice(0, 60)).not.toContain("too_many_requests");
    expect(codes[60]).toBe("too_many_requests");
    expect(await attempt("spray@desk.example", "wrong", nowMs + 2 * MS_PER_MINUTE)).toBe("unauthenticated");
  });

  test("no address and no password is on record for a failure", async () => {
    await attempt("Secret.Person@desk.example", "hunter2hunter2hunter2", nowMs);
    const kept = JSON.stringify([
      await readAudit(casebook, undefined, 1_000),
      await casebook.select().from(signInFailure),
    ]);
    expect(kept).not.toMatch(/secret\.person|hunter2/i);
  });
});

test("a casebook that cannot be reached is no wrong password, and no address is printed over it", async () => {
  const away = await opened.openAgain();
  await away.close();
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const atSignIn = Date.now() + 6_000 * MS_PER_MINUTE;
  const auth = deskOver(away).auth;
  const failure = await signIn(
    { ...desk, auth },
    signInRequest(desk),
    "unprinted@desk.example",
    TEST_PASSWORD,
    atSignIn,
  ).then(
    () => "signed in",
    (error: unknown) => (error instanceof RingleaderError ? error.code : "unexpected"),
  );
  expect(failure).toBe("unexpected");
  expect(printed.mock.calls).toEqual([]);
  printed.mockRestore();
});

describe("a session", () => {
  const headersOf = (cookie: string): Headers => new Headers({ cookie });

  test("names the person and their roles; without one there is nobody", async () => {
    const person = await join(desk, "Session", ["counsel"]);
    const cookie = await cookieOf(desk, person);
    expect(await actorOf(casebook, desk.auth, headersOf(cookie), Date.now())).toEqual(person);
    expect(await actorOf(casebook, desk.auth, new Headers(), Date.now())).toBeUndefined();
    expect(
      await actorOf(casebook, desk.auth, headersOf(cookie.replace(/.$/, "x")), Date.now()),
    ).toBeUndefined();
  });

  test("ends after 30 idle minutes, for good, and lasts while it is used", async () => {
    const person = await join(desk, "Idle", ["auditor"]);
    const cookie = await cookieOf(desk, person);
    const startMs = Date.now();
    for (let minutes = 20; minutes <= 120; minutes += 20)
      expect(
        await actorOf(casebook, desk.auth, headersOf(cookie), startMs + minutes * MS_PER_MINUTE),
      ).toBeDefined();
    expect(
      await actorOf(casebook, desk.auth, headersOf(cookie), startMs + 151 * MS_PER_MINUTE),
    ).toBeUndefined();
    expect(await actorOf(casebook, desk.auth, headersOf(cookie), startMs)).toBeUndefined();
    expect(await casebook.select().from(session).where(eq(session.userId, person.userId))).toEqual([]);
  });

  test("ends 12 hours after sign-in, however busy", async () => {
    const person = await join(desk, "Absolute", ["auditor"]);
    const cookie = await cookieOf(desk, person);
    const [row] = await casebook.select().from(session).where(eq(session.userId, person.userId));
    const hours = ((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 3_600_000;
    expect(hours).toBeCloseTo(12, 2);
    await casebook
      .update(session)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(session.userId, person.userId));
    expect(await actorOf(casebook, desk.auth, headersOf(cookie), Date.now())).toBeUndefined();
  });

  test("of a person whose role is taken away may do nothing from that moment", async () => {
    const person = await join(desk, "Demoted", ["manager"]);
    const cookie = await cookieOf(desk, person);
    const before = await actorOf(casebook, desk.auth, headersOf(cookie), Date.now());
    expect(before !== undefined && mayDo(before, "case.review")).toBe(true);
    await casebook.delete(userRole).where(eq(userRole.userId, person.userId));
    const after = await actorOf(casebook, desk.auth, headersOf(cookie), Date.now());
    expect(after?.roles).toEqual([]);
    expect(after !== undefined && mayDo(after, "case.review")).toBe(false);
  });

  test("is gone after sign-out", async () => {
    const person = await join(desk, "Leaver", ["auditor"]);
    const cookie = await cookieOf(desk, person);
    await signOut(desk, new Request(desk.url, { method: "POST", headers: { cookie } }));
    expect(await actorOf(casebook, desk.auth, headersOf(cookie), Date.now())).toBeUndefined();
  });

  test("has a cookie that scripts and other sites do not get", async () => {
    const person = await join(desk, "Cookie", ["auditor"]);
    const answer = await signIn(desk, signInRequest(desk), person.email, TEST_PASSWORD, Date.now());
    for (const cookie of answer.headers.getSetCookie()) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Strict/i);
    }
    expect(await answer.text()).toBe('{"ok":true}');
  });
});
