import { RingleaderError } from "@/lib/core/errors";
import { unknownFigures } from "@/lib/domain/figures";
import type { PacketInput } from "./packetInput";

const PACKET_NUMBER = /^[A-Z]{1,4}-\d{1,9}-P\d{1,6}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * What must hold before anything is written: a number fit for a file name, an approval of exactly this
 * content, links and claims that speak of the case's accounts only. RingleaderError("bad_input" or "conflict").
 */
export function checkInput(input: PacketInput): void {
  if (!PACKET_NUMBER.test(input.packet.number)) throw bad("A packet's number looks like C-0001-P1.");
  if (!SHA256.test(input.case.contentHash)) throw bad("The content hash must be 64 hex digits.");
  const { contentHash } = input.case;
  if (!input.approvals.some((one) => one.decision === "approved" && one.contentHash === contentHash)) {
    throw new RingleaderError(
      "conflict",
      "The case's present content was not approved; an approval of other content does not count.",
    );
  }
  const subjects = new Set(input.subjects.map((subject) => subject.accountId));
  if (subjects.size === 0) throw bad("The case has no accounts.");
  if (subjects.size !== input.subjects.length) throw bad("An account stands in the case twice.");
  const pairs = new Set<string>();
  for (const { accountA, accountB } of input.links) {
    if (!subjects.has(accountA) || !subjects.has(accountB))
      throw bad("A link handed in names an account that is not in the case.");
    pairs.add(pairKey(accountA, accountB));
  }
  input.claims.forEach((claim, i) => {
    const unknown = unknownFigures(claim.text)[0];
    if (unknown !== undefined) throw bad(`Claim ${i + 1} names the figure ${unknown}, which does not exist.`);
    if (claim.evidence.length === 0) throw bad(`Claim ${i + 1} rests on no evidence.`);
    for (const ref of claim.evidence) {
      if (ref.type === "account" && !subjects.has(ref.accountId))
        throw bad(`Claim ${i + 1} rests on an account that is not in the case.`);
      if (ref.type === "link" && !pairs.has(pairKey(ref.accountA, ref.accountB))) {
        throw bad(`Claim ${i + 1} rests on a link that was not handed in with the packet.`);
      }
    }
  });
}

function pairKey(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

function bad(message: string): RingleaderError {
  return new RingleaderError("bad_input", message);
}
