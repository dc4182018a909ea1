import { minuteUtc } from "@/lib/core/time";
import type { PacketInput } from "./packetInput";
import { safeLine } from "./safeText";
import type { BuiltTier } from "./tierRules";
import { CONTENTS, DEFINITIONS, NOT_IN_PACKET, TIER_MEANING } from "./wording";

/** data/00-readme.txt: what this is and how to check it, for somebody who has only the file. */
export function readmeText(input: PacketInput, tier: BuiltTier): string {
  const { packet } = input;
  const width = Math.max(...CONTENTS.map(([path]) => path.length)) + 2;
  return `EVIDENCE PACKET ${packet.number}
Case ${input.case.number}: ${safeLine(input.case.title, 300)}
Built ${minuteUtc(packet.builtAtMs)} by ${safeLine(packet.builtBy, 100)} with Ringleader ${packet.softwareVersion}
Tier: ${tier}
Approved content (SHA-256): ${input.case.contentHash}

${TIER_MEANING[tier]}

WHAT IS IN IT
${CONTENTS.map(([path, meaning]) => `${path.padEnd(width)}${meaning}`).join("\n")}

${NOT_IN_PACKET}

WORDS
${DEFINITIONS.map(([word, meaning]) => `${word}: ${meaning}`).join("\n")}

All times are UTC. CSV files are UTF-8; text in them that a spreadsheet would run as a formula starts with an
apostrophe that is not part of the record, and characters that only mislead a reader show as U+FFFD. The JSON
lines beside them hold the text as recorded.

HOW TO CHECK IT
This folder is a BagIt bag (RFC 8493). Any BagIt tool, or "sha256sum -c manifest-sha256.txt" in this folder,
shows whether a file was altered. tagmanifest.sig is the Ed25519 signature of tagmanifest-sha256.txt under
signer.pub.pem:
  openssl pkeyutl -verify -pubin -inkey signer.pub.pem -rawin -in tagmanifest-sha256.txt -sigfile tagmanifest.sig
The zip as a whole is sealed too (seal.json, seal.sig). With Node 18 or newer and the verifier that came with it:
  node verify.mjs ${packet.number}.zip --signer signer.pub.pem
Take the verifier and the signer's key from the sender, not from whoever handed on the file: a packet can
only show that it was not altered since somebody sealed it. Who sealed it, you know by the key's fingerprint.
`;
}
