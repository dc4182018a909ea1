import { blockCidr, COUNTRIES, countryAt, HOST, OCTET, VPN_SERVICES } from "../addresses";
import type { Campaign } from "../campaign";
import type { SynthRow } from "../columns";
import { aspect } from "../draw";
import { BINS } from "../instruments";
import { organizationName } from "../names";
import { FRAMED_SITE } from "../segments/offices";
import { resellerMarks } from "../segments/suppliers";

const PROVIDER = aspect("network provider");
const FIRST_ASN = 4_200_000_000;
const HOSTING_PROVIDERS = 4;

/** An invented network: a block of 240.0.0.0/4, its private-use AS number and its organisation. */
interface Network {
  cidr: string;
  organization: string;
  country: string;
  class: string;
}

function* networks(campaign: Campaign): Generator<Network> {
  const { draw } = campaign;
  const named = (octet: number, number: number, suffix: string): string =>
    organizationName(draw, PROVIDER + octet * 4_096 + number, suffix);
  for (const [i, { code }] of COUNTRIES.entries()) {
    yield {
      cidr: blockCidr(OCTET.residentialA, i),
      organization: named(OCTET.residentialA, i, "Broadband"),
      country: code,
      class: "isp",
    };
    yield {
      cidr: blockCidr(OCTET.residentialB, i),
      organization: named(OCTET.residentialB, i, "Fibre"),
      country: code,
      class: "isp",
    };
    yield {
      cidr: blockCidr(OCTET.mobile, i),
      organization: named(OCTET.mobile, i, "Mobile"),
      country: code,
      class: "mobile",
    };
    yield {
      cidr: blockCidr(OCTET.carrierNat, i),
      organization: named(OCTET.carrierNat, i, "Access"),
      country: code,
      class: "isp",
    };
    yield {
      cidr: blockCidr(OCTET.business, i),
      organization: named(OCTET.business, i, "Business Lines"),
      country: code,
      class: "isp",
    };
  }
  for (let i = 0; i < HOSTING_PROVIDERS; i++) {
    yield {
      cidr: blockCidr(OCTET.hosting, i),
      organization: named(OCTET.hosting, i, "Hosting"),
      country: countryAt(i).code,
      class: "hosting",
    };
  }
  for (let i = 0; i < VPN_SERVICES; i++) {
    yield {
      cidr: blockCidr(OCTET.vpn, i),
      organization: named(OCTET.vpn, i, "Private Relay"),
      country: countryAt(i + 3).code,
      class: "vpn",
    };
  }
  for (let i = 0; i < Math.min(128, campaign.groupsOf("campus")); i++) {
    yield {
      cidr: `${OCTET.education}.${i}.0.0/16`,
      organization: named(OCTET.education, i, "University Network"),
      country: countryAt(i % 12).code,
      class: "campus",
    };
  }
  yield {
    cidr: `${OCTET.education}.128.0.0/9`,
    organization: named(OCTET.education, 128, "School Network"),
    country: "CA",
    class: "campus",
  };
  for (const [segment, from] of [
    ["enterprise", 0],
    ["framed-enterprise", FRAMED_SITE],
  ] as const) {
    for (let i = 0; i < Math.min(128, campaign.groupsOf(segment)); i++) {
      const organization = named(OCTET.enterprise, from + i, "Corporate Network");
      yield {
        cidr: `${OCTET.enterprise}.${from + i}.0.0/16`,
        organization,
        country: countryAt(i % 12).code,
        class: "corporate",
      };
    }
  }
  yield {
    cidr: `${OCTET.venue}.0.0.0/8`,
    organization: named(OCTET.venue, 0, "Venues"),
    country: "GB",
    class: "isp",
  };
}

export function* asnRows(campaign: Campaign): Generator<SynthRow<"asn">> {
  let asn = FIRST_ASN;
  for (const network of networks(campaign)) {
    yield { ...network, asn };
    asn += 1;
  }
}

/** Shared infrastructure the provider already knows: most of it, never all, so that guards are tested. */
export function* rosterRows(campaign: Campaign): Generator<SynthRow<"roster">> {
  const row = (
    value: string,
    kind: string,
    type: string,
    capacity: number,
    note: string,
  ): SynthRow<"roster"> => ({
    cidr_or_value: value,
    kind,
    class: type,
    capacity,
    note,
  });
  for (const i of COUNTRIES.keys()) {
    if (i % 4 !== 3)
      yield row(
        blockCidr(OCTET.carrierNat, i),
        "ip",
        "cgnat",
        2_000,
        "carrier NAT, published by the carrier",
      );
    if (i % 3 !== 2) yield row(blockCidr(OCTET.mobile, i), "ip", "cgnat", 5_000, "mobile carrier");
  }
  yield row(blockCidr(OCTET.vpn, 0), "ip", "vpn", 1_000, "commercial VPN");
  yield row(blockCidr(OCTET.vpn, 1), "ip", "vpn", 1_000, "commercial VPN");
  yield row(blockCidr(OCTET.hosting, HOST.builds), "ip", "hosting", 50, "hosting provider");
  for (let i = 0; i < Math.min(128, campaign.groupsOf("campus")); i += 2) {
    yield row(`${OCTET.education}.${i}.0.0/16`, "ip", "campus", 20_000, "university NAT");
  }
  for (let i = 0; i < Math.min(128, campaign.groupsOf("enterprise")); i += 2) {
    yield row(
      `${OCTET.enterprise}.${i}.0.0/16`,
      "ip",
      "corporate",
      3_000,
      "corporate NAT, from the contract",
    );
  }
  for (let i = 0; i < campaign.groupsOf("reseller"); i += 2) {
    const marks = resellerMarks(campaign, i);
    yield row(marks.fingerprint, "payment_instrument", "reseller", 5_000, "reseller in good standing");
    yield row(marks.referralCode, "referral_code", "reseller", 5_000, "reseller in good standing");
  }
  yield row(BINS.prepaidPopular, "card_bin", "payment_vendor", 50_000, "prepaid cards sold over the counter");
  yield row(BINS.virtualPopular, "card_bin", "payment_vendor", 20_000, "virtual cards for everybody");
}
