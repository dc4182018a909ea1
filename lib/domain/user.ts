import { z } from "zod";

export const ROLES = ["investigator", "manager", "counsel", "admin", "auditor"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const ROLE_LABEL: Record<Role, string> = {
  investigator: "Investigator",
  manager: "Manager",
  counsel: "Counsel",
  admin: "Admin",
  auditor: "Auditor",
};

/** What each role may do, in the words of the invitation page. */
export const ROLE_SENTENCE: Record<Role, string> = {
  investigator: "explores networks, opens cases and submits them for review",
  manager: "reads case summaries, approves or sends back",
  counsel: "approves naming and export, exports packets",
  admin: "invites people and manages roles; reads no cases by that role alone",
  auditor: "reads the audit log: who saw, changed and exported what",
};

/** Who does something. The first user holds admin and investigator; everyone else is invited with their roles. */
export interface Actor {
  userId: string;
  name: string;
  email: string;
  roles: Role[];
}
