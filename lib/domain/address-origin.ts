/** The networks an address lies in, as one list knows them: whose it is and where. */
export interface AddressOrigin {
  /** Canonical text; for a range its first address. */
  address: string;
  /** AS number, null where the list has none. */
  asn: number | null;
  organization: string;
  /** ISO 3166-1 alpha-2, "" where unknown. */
  country: string;
  /** What one's own list says of the network ("vpn", "isp"); "" from public data. */
  class: string;
  /** "own" is the `asn` file of an import: it goes before the public data. */
  source: "own" | "public";
  /** Name and version of the list. */
  data: string;
}

/** Whom the licences of the public address data ask to be named wherever it is shown. */
export const ADDRESS_DATA_CREDITS: readonly { sentence: string; label: string; href: string }[] = [
  { sentence: "IP geolocation by", label: "DB-IP", href: "https://db-ip.com" },
  { sentence: "routes by", label: "RouteViews", href: "https://www.routeviews.org/routeviews/" },
  { sentence: "registrations by", label: "NRO", href: "https://www.nro.net" },
];
