import type { Segment } from "../segment";
import { campuses, classes, hackathons } from "./gatherings";
import { ordinary } from "./ordinary";
import { enterprises, framedEnterprises, sharedKeyTeams, startups } from "./offices";
import { buildFarms, contractorPools, resellers } from "./suppliers";
import {
  carrierNatUsers,
  freelancers,
  heavyUsers,
  households,
  mobileUsers,
  stolenCardVictims,
  vpnUsers,
} from "./people";

/** Every part of the honest population but the ordinary individuals, who are the remainder. */
export const HONEST_SEGMENTS: readonly Segment[] = [
  vpnUsers,
  carrierNatUsers,
  mobileUsers,
  households,
  freelancers,
  startups,
  sharedKeyTeams,
  resellers,
  enterprises,
  framedEnterprises,
  campuses,
  classes,
  hackathons,
  buildFarms,
  contractorPools,
  heavyUsers,
  stolenCardVictims,
];

export const REMAINDER_SEGMENT: Segment = ordinary;
