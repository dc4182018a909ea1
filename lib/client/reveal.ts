import type { ContactField, RevealedContact, RevealPurpose } from "@/lib/domain/retention";
import { segment, sendJson } from "./fetcher";

/** Opens a contact. The answer is for the eyes: keep it in no cache, and let go of it after `showMs`. */
export function revealContact(
  accountId: string,
  input: { field: ContactField; purpose: RevealPurpose; reason: string },
): Promise<RevealedContact> {
  return sendJson<RevealedContact>("POST", `/api/accounts/${segment(accountId)}/reveal`, input);
}
