import { blockAddress, OCTET } from "../addresses";
import type { Segment } from "../segment";
import { classes, hackathons } from "../segments/gatherings";
import { enterprises } from "../segments/offices";
import { carrierNatUsers } from "../segments/people";
import { buildFarms, resellers } from "../segments/suppliers";
import { honestBut, type Scenario, scenario } from "./scenario";

const one = { kind: "groups", count: () => 1 } as const;

/** The firm nobody has verified and that has no contract. */
function unverified(segment: Segment): Segment {
  return {
    ...segment,
    identity: (campaign, subject) => ({
      ...segment.identity(campaign, subject),
      accountType: "team",
      verifiedEntity: "",
      contractId: "",
    }),
  };
}

function alone(id: string, title: string, decoy: Segment): Scenario {
  return scenario({
    id,
    title,
    why: `Among honest people only, and with an empty roster: ${decoy.why.charAt(0).toLowerCase()}${decoy.why.slice(1)}`,
    aim: "apart",
    roster: false,
    world: { operators: () => [], honest: honestBut(decoy) },
  });
}

const natAddress = blockAddress(OCTET.carrierNat, 0, 7);

/** Worlds without an operator and without a roster, one decoy each at the size where it hurts. */
export const DECOYS_ALONE: readonly Scenario[] = [
  alone("d1", "course of 300", {
    ...classes,
    seats: () => 300,
    grouping: { kind: "sizes", sizes: [300] },
  }),
  alone("d2", "hackathon of 144", { ...hackathons, seats: () => 144 }),
  alone("d3a", "enterprise NAT of 900", { ...enterprises, seats: () => 900, grouping: one }),
  alone(
    "d3b",
    "enterprise NAT of 900, unverified",
    unverified({ ...enterprises, seats: () => 900, grouping: one }),
  ),
  alone("d4", "carrier NAT of 900", {
    ...carrierNatUsers,
    seats: () => 900,
    identity: (campaign, subject) => ({
      ...carrierNatUsers.identity(campaign, subject),
      signupIp: natAddress,
    }),
    address: () => natAddress,
  }),
  alone("d5", "reseller of 300", { ...resellers, seats: () => 300, grouping: one }),
  alone("d6a", "CI farm of 60", { ...buildFarms, seats: () => 60 }),
  alone("d6b", "CI farm of 60, unverified", unverified({ ...buildFarms, seats: () => 60 })),
];
