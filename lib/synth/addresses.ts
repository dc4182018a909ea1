import { aspect, type Draw } from "./draw";

/** A country with its clock (one zone each, minutes ahead of UTC) and its share of sign-ups. */
export interface Country {
  code: string;
  minutesAheadOfUtc: number;
  share: number;
}

export const COUNTRIES: readonly Country[] = [
  { code: "US", minutesAheadOfUtc: -300, share: 0.26 },
  { code: "IN", minutesAheadOfUtc: 330, share: 0.14 },
  { code: "DE", minutesAheadOfUtc: 120, share: 0.1 },
  { code: "GB", minutesAheadOfUtc: 60, share: 0.09 },
  { code: "BR", minutesAheadOfUtc: -180, share: 0.09 },
  { code: "FR", minutesAheadOfUtc: 120, share: 0.07 },
  { code: "JP", minutesAheadOfUtc: 540, share: 0.06 },
  { code: "CA", minutesAheadOfUtc: -300, share: 0.05 },
  { code: "NG", minutesAheadOfUtc: 60, share: 0.05 },
  { code: "PL", minutesAheadOfUtc: 120, share: 0.04 },
  { code: "MX", minutesAheadOfUtc: -360, share: 0.03 },
  { code: "AU", minutesAheadOfUtc: 600, share: 0.02 },
];

const COUNTRY = aspect("country");
const HOME = aspect("home line");
const LEASE = aspect("dynamic lease");
const CARRIER = aspect("carrier address");
const LINE = aspect("address in a block");

/** Second octets a country or provider owns in each first octet: 16, which is one /12. */
const BLOCK = 16;
const LEASE_DAYS = 9;

/** First octets; everything lies in 240.0.0.0/4, which nobody has been given. */
export const OCTET = {
  residentialA: 241,
  residentialB: 242,
  mobile: 243,
  carrierNat: 244,
  hosting: 245,
  vpn: 246,
  education: 247,
  enterprise: 248,
  business: 249,
  venue: 250,
} as const;

/** Hosting providers by their number in OCTET.hosting. */
export const HOST = { provisioning: 0, builds: 1, relays: 2 } as const;
export const VPN_SERVICES = 3;

export function countryIndex(draw: Draw, about: number): number {
  let rest = draw.unit(COUNTRY, about);
  for (const [index, country] of COUNTRIES.entries()) {
    rest -= country.share;
    if (rest < 0) return index;
  }
  return 0;
}

export function countryAt(index: number): Country {
  const country = COUNTRIES[index];
  if (country === undefined) throw new RangeError(`no country ${index}`);
  return country;
}

function dotted(octet: number, block: number, offset: number): string {
  return `${octet}.${block * BLOCK + ((offset >>> 16) & 15)}.${(offset >>> 8) & 255}.${offset & 255}`;
}

/**
 * The address of a home line on a day. Four lines in five keep theirs; the fifth is leased
 * anew every nine days from a pool a third its size, so addresses get handed on to strangers.
 */
export function homeAddress(draw: Draw, line: number, country: number, day: number, lines: number): string {
  const octet = draw.unit(HOME, line) < 0.5 ? OCTET.residentialA : OCTET.residentialB;
  if (draw.unit(LEASE, line) < 0.2) {
    const epoch = Math.floor((day + 1_000_000 + draw.below(LEASE_DAYS, LEASE, line, 1)) / LEASE_DAYS);
    const pool = Math.max(8, Math.ceil((lines * 0.2 * countryAt(country).share) / 3));
    return dotted(octet, country, 0x80000 | draw.below(pool, LEASE, line, epoch));
  }
  return dotted(octet, country, (Math.imul(line, 0x9e375) + 0x2f1b) & 0x7ffff);
}

/** A line of a business provider: one office, one address. */
export function officeAddress(line: number, country: number): string {
  return dotted(OCTET.business, country, (Math.imul(line, 0x6a7d5) + 0x31f7) & 0xfffff);
}

/** A mobile carrier's outgoing address: another one nearly every session, shared by its subscribers. */
export function mobileAddress(
  draw: Draw,
  account: number,
  country: number,
  session: number,
  pool: number,
): string {
  return dotted(OCTET.mobile, country, 0x100 + draw.below(Math.max(2, pool), CARRIER, account, session));
}

/** Address `index` of a block: carrier NAT by country, hosting and VPN by provider. */
export function blockAddress(octet: number, block: number, index: number): string {
  return dotted(octet, block, 0x101 + index);
}

/** An address in a site's own /16 (campus, enterprise, venue) or /24 of it. */
export function siteAddress(octet: number, site: number, host: number): string {
  return `${octet}.${site & 255}.${(host >>> 8) & 255}.${host & 255}`;
}

/** One of a block's first `size` addresses, drawn for (a, b). */
export function drawnBlockAddress(
  draw: Draw,
  octet: number,
  block: number,
  size: number,
  a: number,
  b: number,
): string {
  return blockAddress(octet, block, draw.below(size, LINE, a, b));
}

/** The /12 a country or provider owns under a first octet. */
export function blockCidr(octet: number, block: number): string {
  return `${octet}.${block * BLOCK}.0.0/12`;
}
