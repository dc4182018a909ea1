import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { systemClock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { actorOf, anyUserExists } from "./actor";
import { desk } from "./desk";

/** For pages: who is looking, or the way to sign-in. Data is authorised again where it is read. */
export async function requireActor(): Promise<Actor> {
  const { stores, auth } = await desk();
  const sent = await headers();
  const actor = await actorOf(stores.casebook, auth, sent, systemClock.nowMs());
  if (actor === undefined) {
    const path = sent.get("x-desk-path") ?? "/";
    redirect(path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`);
  }
  return actor;
}

/** For /setup: whether the first user is still to be made. */
export async function setupIsOpen(): Promise<boolean> {
  const { stores } = await desk();
  return !(await anyUserExists(stores.casebook));
}
