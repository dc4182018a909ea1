import { aspect, type Draw } from "./draw";

const GIVEN = aspect("given name");
const FAMILY = aspect("family name");
const ORGANIZATION = aspect("organization");

const GIVEN_STARTS = [
  "Ar",
  "Bel",
  "Cor",
  "Dav",
  "El",
  "Fen",
  "Gal",
  "Hil",
  "Is",
  "Jor",
  "Kel",
  "Lor",
  "Mar",
  "Ned",
  "Or",
  "Pel",
  "Ros",
  "Sil",
  "Tam",
  "Vel",
];
const GIVEN_ENDS = ["a", "an", "en", "ia", "in", "is", "o", "on", "ra", "us", "wen", "y"];
const FAMILY_STARTS = [
  "Ash",
  "Bram",
  "Cald",
  "Dorn",
  "Elm",
  "Farn",
  "Grey",
  "Holt",
  "Ing",
  "Kest",
  "Lang",
  "Mire",
  "North",
  "Oak",
  "Pell",
  "Quar",
  "Rook",
  "Stan",
  "Thorn",
  "Wex",
];
const FAMILY_ENDS = [
  "berg",
  "by",
  "croft",
  "dale",
  "er",
  "feld",
  "ham",
  "ley",
  "mann",
  "mont",
  "ova",
  "sen",
  "ström",
  "ton",
  "wick",
];
const ORGANIZATION_STARTS = [
  "Alder",
  "Birch",
  "Copper",
  "Drift",
  "Ember",
  "Fallow",
  "Glimmer",
  "Harrow",
  "Juniper",
  "Kestrel",
  "Lumen",
  "Marrow",
  "Nettle",
  "Osprey",
  "Pebble",
  "Quill",
  "Rowan",
  "Sable",
  "Tarn",
  "Willow",
];
const ORGANIZATION_MIDDLES = [
  "bridge",
  "brook",
  "cove",
  "crest",
  "field",
  "gate",
  "harbour",
  "hollow",
  "lake",
  "mill",
  "point",
  "reach",
  "ridge",
  "stone",
  "vale",
  "ward",
];

/** An invented person. */
export function personName(draw: Draw, index: number): string {
  const given = draw.pick(GIVEN_STARTS, GIVEN, index) + draw.pick(GIVEN_ENDS, GIVEN, index, 1);
  return `${given} ${draw.pick(FAMILY_STARTS, FAMILY, index)}${draw.pick(FAMILY_ENDS, FAMILY, index, 1)}`;
}

/** An invented organisation, "Tarnbridge Foundry 41": the figure keeps it from being anybody's. */
export function organizationName(draw: Draw, index: number, suffix: string): string {
  const start = draw.pick(ORGANIZATION_STARTS, ORGANIZATION, index);
  return `${start}${draw.pick(ORGANIZATION_MIDDLES, ORGANIZATION, index, 1)} ${suffix} ${10 + draw.below(90, ORGANIZATION, index, 2)}`;
}

/** The organisation's mail domain, always under .example. */
export function organizationDomain(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.example`;
}

/** "eldra.holtsen" for an address; plain letters only. */
export function mailName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ö", "oe")
    .replace(/[^a-z]+/g, ".");
}

/** Free mail services everybody uses, honest or not. */
export const FREE_MAIL = [
  "postkite.example",
  "inboxly.example",
  "larkmail.example",
  "mailfern.example",
  "driftpost.example",
] as const;

/** What people type into the sign-up form from. */
export const BROWSERS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Wrenbrowser/141.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Wrenbrowser/141.0",
  "Mozilla/5.0 (X11; Linux x86_64) Foxglove/139.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) Lanternview/19.2",
  "Mozilla/5.0 (Linux; Android 16) Wrenbrowser/141.0 Mobile",
] as const;
