import { z } from "zod";

export const ROSTER_CLASSES = [
  "cgnat",
  "vpn",
  "proxy",
  "hosting",
  "campus",
  "corporate",
  "reseller",
  "payment_vendor",
  "other",
] as const;
export const rosterClassSchema = z.enum(ROSTER_CLASSES);
export type RosterClass = z.infer<typeof rosterClassSchema>;

export const ROSTER_CLASS_LABEL: Record<RosterClass, string> = {
  cgnat: "carrier NAT",
  vpn: "VPN",
  proxy: "proxy",
  hosting: "hosting",
  campus: "campus",
  corporate: "corporate NAT",
  reseller: "reseller",
  payment_vendor: "card vendor",
  other: "shared",
};

/** Known shared infrastructure: raises the crowd of an identifier to at least `capacity`. */
export interface RosterEntry {
  /** A CIDR ("240.3.0.0/16") for addresses and ranges, else the identifier's value. */
  cidrOrValue: string;
  /** Identifier kind the entry speaks of; "ip" also covers ip_range. */
  kind: string;
  class: RosterClass;
  capacity: number;
  note: string;
}
