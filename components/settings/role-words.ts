import { ROLE_LABEL, ROLES } from "@/lib/domain/user";

/** "Admin, Investigator" in the fixed order of roles; a role this version does not know is printed as it is. */
export function roleWords(roles: readonly string[]): string {
  const known = ROLES.filter((role) => roles.includes(role)).map((role) => ROLE_LABEL[role]);
  const unknown = roles.filter((role) => !ROLES.some((one) => one === role));
  return [...known, ...unknown].join(", ");
}
