"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Actor, Role } from "@/lib/domain/user";

const NOBODY: Actor = { userId: "", name: "", email: "", roles: [] };
const ActorContext = createContext<Actor>(NOBODY);

/** Who is signed in, as the server said when it drew the page. */
export function useActor(): Actor {
  return useContext(ActorContext);
}

/** Whether the signed-in user holds one of the roles. For what to show only: the server decides what may happen. */
export function useHasRole(...roles: Role[]): boolean {
  return useActor().roles.some((role) => roles.includes(role));
}

export function ActorProvider({ actor, children }: { actor: Actor; children: ReactNode }) {
  return <ActorContext value={actor}>{children}</ActorContext>;
}
