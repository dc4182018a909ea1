import type { Role } from "@/lib/domain/user";

export interface Section {
  href: string;
  label: string;
  roles: readonly Role[];
  /** Paths outside `href` that belong to it. */
  also: readonly string[];
}

/** Who may look at networks, accounts and cases. */
export const READERS: readonly Role[] = ["investigator", "manager", "counsel"];
const EVERYONE: readonly Role[] = ["investigator", "manager", "counsel", "admin", "auditor"];

/** The top bar, left to right, with the roles that see each entry. */
export const SECTIONS: readonly Section[] = [
  { href: "/overview", label: "Overview", roles: READERS, also: [] },
  { href: "/investigate", label: "Investigate", roles: READERS, also: ["/networks", "/accounts"] },
  { href: "/cases", label: "Cases", roles: READERS, also: [] },
  { href: "/review", label: "Review", roles: ["manager", "counsel"], also: [] },
  { href: "/roster", label: "Roster", roles: READERS, also: [] },
  { href: "/sources", label: "Sources", roles: EVERYONE, also: [] },
  { href: "/audit", label: "Audit", roles: ["auditor", "admin", "counsel"], also: [] },
  { href: "/settings", label: "Settings", roles: EVERYONE, also: [] },
];

export function sectionsFor(roles: readonly Role[]): Section[] {
  return SECTIONS.filter((section) => section.roles.some((role) => roles.includes(role)));
}

/** Where a user starts: the overview, or for those who read no networks the audit log or the settings. */
export function homePath(roles: readonly Role[]): string {
  if (roles.some((role) => READERS.includes(role))) return "/overview";
  return roles.includes("auditor") ? "/audit" : "/settings";
}

/** Whether a path lies in a section. */
export function isWithin(section: Section, pathname: string): boolean {
  return [section.href, ...section.also].some((base) => pathname === base || pathname.startsWith(`${base}/`));
}
