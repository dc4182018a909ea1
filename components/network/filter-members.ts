import { cleanText } from "@/components/graph/label";
import type { Membership } from "@/lib/domain/network";
import type { MemberRow } from "@/lib/domain/views";

/** Members of these memberships whose id, organization or country holds the text. */
export function filterMembers(
  members: readonly MemberRow[],
  memberships: ReadonlySet<Membership>,
  text: string,
): MemberRow[] {
  const wanted = text.trim().toLowerCase();
  return members.filter(
    (member) =>
      memberships.has(member.membership) &&
      (wanted === "" ||
        [member.accountId, member.organization, member.country].some((field) =>
          cleanText(field).toLowerCase().includes(wanted),
        )),
  );
}
