import { counted, grouped } from "@/lib/core/format";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import type { NetworkView } from "@/lib/domain/views";

const FEW_MEMBERS_SHARE = 0.5;

type Against = Pick<
  NetworkView,
  "protectedAccounts" | "weakBridges" | "families" | "shared" | "core" | "accounts"
>;

/** Sentences that count what weakens the claim that one party runs a network. Empty where nothing does. */
export function speaksAgainst(view: Against): string[] {
  const sentences: string[] = [];
  if (view.protectedAccounts > 0)
    sentences.push(
      `${counted(view.protectedAccounts, "member")} ${view.protectedAccounts === 1 ? "belongs" : "belong"} to a legal entity the provider itself verified.`,
    );
  if (view.weakBridges.length > 0)
    sentences.push(
      `${counted(view.weakBridges.length, "weak bridge")}: without ${view.weakBridges.length === 1 ? "it" : "them"} the network falls into parts of 8 accounts and more.`,
    );
  const [only] = view.families;
  if (view.families.length === 1 && only !== undefined)
    sentences.push(`All evidence is of one family: ${FAMILY_LABEL[only].toLowerCase()}.`);
  const shared = view.shared.filter((row) => row.others > row.members);
  if (shared.length > 0)
    sentences.push(
      `${grouped(shared.length)} of the ${grouped(view.shared.length)} identifiers shown are used by more accounts outside the network than inside it.`,
    );
  if (view.accounts > 0 && view.core / view.accounts < FEW_MEMBERS_SHARE)
    sentences.push(
      `Only ${grouped(view.core)} of ${grouped(view.accounts)} members are core: the rest come and go with the thresholds.`,
    );
  return sentences;
}
