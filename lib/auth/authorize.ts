import { RingleaderError } from "@/lib/core/errors";
import type { Actor, Role } from "@/lib/domain/user";

const READERS: readonly Role[] = ["investigator", "manager", "counsel"];

/** Every act the desk knows, and the roles that may do it. What is not here nobody may do. */
const ALLOWED = {
  "desk.read": READERS,
  "account.read": ["investigator", "manager", "counsel"],
  "case.open": ["investigator"],
  "case.read": READERS,
  "case.edit": ["investigator"],
  "case.submit": ["investigator"],
  "case.review": ["manager"],
  "packet.build_internal": ["investigator", "manager", "counsel"],
  "packet.build_counsel": ["counsel"],
  "packet.download": ["investigator", "manager", "counsel"],
  "account.reveal": ["investigator", "counsel"],
  "hold.edit": ["counsel"],
  "import.read": ["investigator", "manager", "counsel", "admin", "auditor"],
  "import.run": ["investigator", "admin"],
  "import.undo": ["manager", "admin"],
  "retention.edit": ["admin", "counsel"],
  "retention.read": ["manager", "counsel", "admin", "auditor"],
  "roster.edit": ["investigator", "manager"],
  "link.decide": ["investigator", "manager"],
  "audit.read": ["auditor", "counsel", "admin"],
  "user.read": ["admin"],
  "user.invite": ["admin"],
  "self.read": ["investigator", "manager", "counsel", "admin", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof ALLOWED;

export function mayDo(actor: Actor, action: Action): boolean {
  const roles: readonly Role[] = ALLOWED[action];
  return actor.roles.some((role) => roles.includes(role));
}

/** @throws RingleaderError `forbidden`, naming the roles that may. */
export function authorize(actor: Actor, action: Action): void {
  if (!mayDo(actor, action)) {
    throw new RingleaderError(
      "forbidden",
      `this needs the role ${ALLOWED[action].join(" or ")}; you are ${actor.roles.join(" and ") || "without a role"}`,
      {
        details: { action },
      },
    );
  }
}
