import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import type { RosterClass } from "@/lib/domain/roster";

/** Carrier NAT, VPN and proxy exits change hands within the hour, hosted machines in a month, homes in a week. */
export function addressLeaseMs(rosterClass: RosterClass | null): number {
  if (rosterClass === "cgnat" || rosterClass === "vpn" || rosterClass === "proxy") return MS_PER_HOUR;
  if (rosterClass === "hosting") return 30 * MS_PER_DAY;
  return 7 * MS_PER_DAY;
}
