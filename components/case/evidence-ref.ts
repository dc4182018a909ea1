import { middleTruncated } from "@/lib/core/format";
import type { EvidenceRef } from "@/lib/domain/case";
import { accountNodeId, identifierNodeId } from "@/lib/domain/graph-id";
import type { SharedIdentifier } from "@/lib/domain/network";

/** Two references with the same key point at the same thing; a link is the same from either end. */
export function evidenceKey(ref: EvidenceRef): string {
  switch (ref.type) {
    case "link":
      return JSON.stringify(["link", ...[ref.accountA, ref.accountB].sort()]);
    case "identifier":
      return JSON.stringify(["identifier", ref.kind, ref.value]);
    case "account":
      return JSON.stringify(["account", ref.accountId]);
    case "network":
      return JSON.stringify(["network"]);
  }
}

/** Adds the reference, or takes it away where it is there already. */
export function toggledEvidence(refs: readonly EvidenceRef[], ref: EvidenceRef): EvidenceRef[] {
  const key = evidenceKey(ref);
  const without = refs.filter((other) => evidenceKey(other) !== key);
  return without.length === refs.length ? [...refs, ref] : without;
}

/** The kind to draw it as. */
export function evidenceKind(ref: EvidenceRef): string {
  return ref.type === "identifier" ? ref.kind : ref.type === "network" ? "network" : "account";
}

/** Kinds whose value is contact data: shown only in the masked form the records offer. */
const MASKED_KINDS = new Set(["phone", "email", "email_pattern"]);

/** In words, values as they may be shown. `shared` brings the masked form of the network's identifiers. */
export function evidenceLabel(
  ref: EvidenceRef,
  shared: readonly SharedIdentifier[],
  networkLabel: string,
): { what: string; value: string; whole: string } {
  switch (ref.type) {
    case "link":
      return {
        what: "link",
        value: `${middleTruncated(ref.accountA, 16)} – ${middleTruncated(ref.accountB, 16)}`,
        whole: `${ref.accountA} – ${ref.accountB}`,
      };
    case "account":
      return { what: "account", value: middleTruncated(ref.accountId, 22), whole: ref.accountId };
    case "network":
      return { what: "network", value: networkLabel, whole: networkLabel };
    case "identifier": {
      const known = shared.find((row) => row.kind === ref.kind && row.value === ref.value);
      const shown = known?.display ?? (MASKED_KINDS.has(ref.kind) ? "•••" : ref.value);
      return {
        what: known?.kindLabel ?? ref.kind.replaceAll("_", " "),
        value: middleTruncated(shown, 26),
        whole: shown,
      };
    }
  }
}

/** Where to look at it. */
export function evidenceHref(ref: EvidenceRef, networkId: string): string {
  const query = new URLSearchParams();
  switch (ref.type) {
    case "account":
      return `/accounts/${encodeURIComponent(ref.accountId)}`;
    case "network":
      return `/networks/${encodeURIComponent(networkId)}`;
    case "identifier":
      query.set("identifier", identifierNodeId(ref));
      break;
    case "link":
      query.set("network", networkId);
      query.append("select", accountNodeId(ref.accountA));
      query.append("select", accountNodeId(ref.accountB));
      break;
  }
  return `/investigate?${query.toString()}`;
}
