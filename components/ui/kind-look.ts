export type KindShape =
  | "circle"
  | "diamond"
  | "rounded-square"
  | "hexagon"
  | "triangle"
  | "tag"
  | "square"
  | "pentagon"
  | "rings";

interface KindLook {
  shape: KindShape;
  /** CSS custom property that holds its colour in both themes: read it with getComputedStyle for a canvas. */
  colorToken: `--kind-${string}`;
  /** Group in words, for legends. */
  group: string;
}

const LOOK = {
  account: { shape: "circle", colorToken: "--kind-account", group: "Account" },
  apiKey: { shape: "diamond", colorToken: "--kind-api-key", group: "API key" },
  payment: { shape: "rounded-square", colorToken: "--kind-payment", group: "Payment" },
  ip: { shape: "hexagon", colorToken: "--kind-ip", group: "IP address or range" },
  device: { shape: "triangle", colorToken: "--kind-device", group: "Device or client" },
  template: { shape: "tag", colorToken: "--kind-template", group: "Prompt template" },
  organisation: { shape: "square", colorToken: "--kind-organisation", group: "Organisation" },
  identity: { shape: "pentagon", colorToken: "--kind-identity", group: "Identity or other" },
  network: { shape: "rings", colorToken: "--kind-network", group: "Network" },
} as const satisfies Record<string, KindLook>;

const LOOK_OF_KIND: Record<string, KindLook> = {
  account: LOOK.account,
  api_key: LOOK.apiKey,
  payment_instrument: LOOK.payment,
  card_bin: LOOK.payment,
  ip: LOOK.ip,
  ip_range: LOOK.ip,
  asn: LOOK.ip,
  device: LOOK.device,
  tls_fingerprint: LOOK.device,
  client_profile: LOOK.device,
  prompt_template: LOOK.template,
  template: LOOK.template,
  organization: LOOK.organisation,
  organisation: LOOK.organisation,
  verified_entity: LOOK.organisation,
  contract: LOOK.organisation,
  network: LOOK.network,
};

/** Shape and colour token of a node kind; a kind an import brought itself is drawn as identity or other. */
export function kindLook(kind: string): KindLook {
  return LOOK_OF_KIND[kind] ?? LOOK.identity;
}

/** One row per shape, for legends. */
export const KIND_LOOKS: readonly KindLook[] = Object.values(LOOK);

/** The shape's name in cytoscape. */
export const CYTOSCAPE_SHAPE: Record<KindShape, string> = {
  circle: "ellipse",
  diamond: "diamond",
  "rounded-square": "round-rectangle",
  hexagon: "hexagon",
  triangle: "triangle",
  tag: "tag",
  square: "rectangle",
  pentagon: "pentagon",
  rings: "ellipse",
};
