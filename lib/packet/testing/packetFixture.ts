import { sha256Hex } from "@/lib/core/hash";
import { pick, randomInt, seededRng } from "@/lib/core/rng";
import { isoDay, MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import type { EvidenceRow } from "@/lib/domain/evidence";
import type { Observation } from "@/lib/domain/identifier";
import type { Link } from "@/lib/domain/link";
import type { Tier } from "@/lib/domain/packet";
import { FigureCount } from "@/lib/packet/format/figureCount";
import type {
  ApiKeyRow,
  DailyActivityRow,
  PacketInput,
  PacketSubject,
  PaymentInstrumentRow,
} from "@/lib/packet/format/packetInput";

const OPENED_MS = Date.UTC(2026, 5, 8, 9, 30);
const FIRST_DAY_MS = Date.UTC(2026, 3, 22);
const NAMES = ["Alba Quist", "Joren Pell", "Mira Tasch", "Oskar Venn", "Lida Brandt", "Tomas Fehr"];
const HOSTILE_NAMES = [
  '=HYPERLINK("http://x.test","click")',
  "<script>alert(1)</script>",
  "\u202egnp.exe\u202c Corp",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "Zoë \u4e2d\u6587\u540d\u5b57 \u05d0\u05d1",
  "nul\u0000l\r\nline two",
];

interface FixtureOptions {
  tier?: Tier;
  accounts?: number;
  days?: number;
  seed?: string;
}

/** An invented case: one operator's accounts on shared virtual cards and addresses, with hostile names among them. */
export function packetFixture({
  tier = "counsel",
  accounts = 60,
  days = 12,
  seed = "packet",
}: FixtureOptions = {}): PacketInput {
  const rng = seededRng(seed);
  const ids = Array.from({ length: accounts }, (_, i) => `acct_${String(i + 1).padStart(5, "0")}`);
  const count = new FigureCount();
  const card = (i: number): string => `tok_${sha256Hex(`${seed}/card/${Math.floor(i / 6)}`).slice(0, 16)}`;
  const range = (i: number): string => `240.18.${Math.floor(i / 12)}.0/24`;
  const email = (i: number): string => `operator.box${1000 + i}@mail-${i % 3}.test`;
  const phone = (i: number): string => `+49 1590 55${String(10000 + Math.floor(i / 10))}`;

  const dailyActivity: DailyActivityRow[] = [];
  const subjects = ids.map((accountId, i): PacketSubject => {
    const membership = i % 10 < 8 ? "core" : i % 10 === 8 ? "probable" : "fringe";
    const totals = { exchanges: 0, inputTokens: 0, outputTokens: 0 };
    for (let day = 0; day < days; day++) {
      const exchanges = 18 + randomInt(rng, 16);
      const row = {
        accountId,
        day: isoDay(FIRST_DAY_MS + day * MS_PER_DAY),
        exchanges,
        inputTokens: exchanges * (900 + randomInt(rng, 300)),
        outputTokens: exchanges * (1500 + randomInt(rng, 700)),
      };
      dailyActivity.push(row);
      count.dailyActivity(row);
      totals.exchanges += row.exchanges;
      totals.inputTokens += row.inputTokens;
      totals.outputTokens += row.outputTokens;
    }
    count.subject({ membership });
    return {
      accountId,
      membership,
      bits: 4 + randomInt(rng, 90) / 10,
      ...totals,
      account: {
        accountId,
        createdAtMs: FIRST_DAY_MS - 9 * MS_PER_DAY + i * MS_PER_HOUR,
        accountType: pick(rng, ["individual", "trial", "startup"] as const),
        organization: i % 7 === 0 ? "Halvorsen Grid Analytics" : "",
        displayName: HOSTILE_NAMES[i] ?? `${pick(rng, NAMES)} ${i}`,
        email: email(i),
        phone: phone(i),
        country: pick(rng, ["NO", "PT", "CL"]),
        signupIp: `240.18.${Math.floor(i / 12)}.${10 + (i % 12)}`,
        signupUserAgent: i === 9 ? `batch/2.1 (${email(9)})` : "batch/2.1",
        referralCode: i === 4 ? "-2+3" : "",
        status: i % 9 === 0 ? "banned" : "active",
        statusChangedAtMs: i % 9 === 0 ? OPENED_MS - MS_PER_DAY : null,
        verifiedEntity: "",
        contractId: "",
      },
    };
  });

  const apiKeys = ids.map((accountId, i): ApiKeyRow => {
    const row = {
      apiKeyId: `key_${sha256Hex(`${seed}/key/${i}`).slice(0, 12)}`,
      accountId,
      createdAtMs: FIRST_DAY_MS,
      revokedAtMs: null,
    };
    count.apiKey(row);
    return row;
  });
  const paymentInstruments = ids.map((accountId, i): PaymentInstrumentRow => {
    const row = {
      accountId,
      fingerprint: card(i),
      kind: "card",
      bin: "999911",
      funding: "virtual",
      issuerCountry: "PT",
      billingName: `${NAMES[i % NAMES.length] ?? ""} Billing ${i}`,
      addedAtMs: FIRST_DAY_MS - 8 * MS_PER_DAY,
      removedAtMs: null,
    };
    count.paymentInstrument(row);
    return row;
  });
  const observations = ids.flatMap((accountId, i): Observation[] =>
    [
      { kind: "payment_instrument", value: card(i) },
      { kind: "ip_range", value: range(i) },
      { kind: "phone", value: phone(i) },
    ].map((identifier) => {
      const row = {
        accountId,
        ...identifier,
        firstSeenMs: FIRST_DAY_MS + randomInt(rng, MS_PER_DAY),
        lastSeenMs: FIRST_DAY_MS + (days - 1) * MS_PER_DAY,
        count: 1 + randomInt(rng, 200),
      };
      count.observation(row);
      return row;
    }),
  );

  const links = ids.slice(1).map((accountB, i): Link => {
    const evidence = [
      evidenceRow("payment_instrument", "payment", card(i + 1), 8.1, 6),
      evidenceRow("ip_range", "network", range(i + 1), 3.2, 12),
      ...(i % 10 === 3 ? [evidenceRow("phone", "identity", phone(i + 1), 2.4, 10)] : []),
    ];
    const counterEvidence =
      i % 20 === 7
        ? [
            {
              kind: "contract_differs" as const,
              bits: -1.5,
              sentence: "They are invoiced under two different contracts.",
            },
          ]
        : [];
    const bits = [
      ...evidence.map((row) => row.contribution),
      ...counterEvidence.map((row) => row.bits),
    ].reduce((a, b) => a + b, 0);
    return {
      accountA: ids[i] ?? "",
      accountB,
      bits,
      status: i % 25 === 24 ? "candidate" : "confirmed",
      families: ["network", "payment"],
      evidence,
      counterEvidence,
      guards:
        i % 25 === 24 ? [{ guard: "minimum_evidence", sentence: "Held back by an analyst's rule." }] : [],
    };
  });

  const contentHash = sha256Hex(`${seed}/content`);
  return {
    packet: {
      id: "pkt_1",
      number: "C-0001-P1",
      tier,
      builtAtMs: OPENED_MS + 3 * MS_PER_DAY,
      builtBy: "Counsel Ines Arbo",
      softwareVersion: "0.1.0",
      pseudonymKey: sha256Hex(`${seed}/pseudonyms`),
    },
    case: {
      id: "case_1",
      number: "C-0001",
      title: "Throttled accounts on shared virtual cards",
      status: "approved",
      openedAtMs: OPENED_MS,
      openedByName: "Edda Rhys",
      purpose: "Decide whether to suspend the network and to notify the card vendor.",
      contentHash,
    },
    figures: count.figures(),
    claims: [
      {
        id: "claim_1",
        text: "{{accounts}} accounts, of which {{core_accounts}} are core members, made {{exchanges}} exchanges in the window {{window}}.",
        evidence: [{ type: "network" }],
        authorName: "Edda Rhys",
        createdAtMs: OPENED_MS + MS_PER_HOUR,
      },
      {
        id: "claim_2",
        text: "They share {{payment_instruments}} payment instruments; no other account uses the one named here.",
        evidence: [
          { type: "identifier", kind: "payment_instrument", value: card(0) },
          { type: "link", accountA: ids[0] ?? "", accountB: ids[1] ?? "" },
          { type: "account", accountId: ids[0] ?? "" },
        ],
        authorName: "Edda Rhys",
        createdAtMs: OPENED_MS + 2 * MS_PER_HOUR,
      },
    ],
    subjects,
    links,
    network: {
      id: "net_1",
      label: "N-0001",
      headline: `${accounts} accounts on ${Math.ceil(accounts / 6)} virtual cards, each used by six of them and by nobody else`,
      families: ["network", "payment"],
      strengthBits: 11.3,
      shared: [
        {
          kind: "payment_instrument",
          kindLabel: "Payment instrument",
          family: "payment",
          value: card(0),
          display: card(0),
          members: 6,
          others: 0,
        },
        {
          kind: "ip_range",
          kindLabel: "IP range",
          family: "network",
          value: range(0),
          display: range(0),
          members: 12,
          others: 31,
        },
        {
          kind: "phone",
          kindLabel: "Phone",
          family: "identity",
          value: phone(0),
          display: phone(0),
          members: 10,
          others: 0,
        },
      ],
      guards: [],
      weakBridges: [
        { accountA: ids[0] ?? "", accountB: "acct_of_somebody_else", bits: 4.4, sideA: 9, sideB: 12 },
      ],
    },
    approvals: [
      {
        id: "r1",
        decision: "submitted",
        byName: "Edda Rhys",
        atMs: OPENED_MS + MS_PER_DAY,
        reason: "Ready for review.",
        contentHash,
      },
      {
        id: "r2",
        decision: "approved",
        byName: "Manager Jon Solberg",
        atMs: OPENED_MS + 2 * MS_PER_DAY,
        reason: "Links checked by sample; resellers ruled out.",
        contentHash,
      },
    ],
    method: {
      modelVersion: "coincidence-odds-1.0a1b2c3d4e5f",
      parameters: { confirmBits: 4, candidateBits: 2.5, familiesMin: 2 },
      notes: ["Measured over 24 000 accounts."],
      gapTables: {
        payment_instrument: {
          gapsMs: [0, MS_PER_HOUR, MS_PER_DAY],
          shares: [0.001, 0.01, 0.2],
          samples: 200_000,
        },
      },
    },
    imports: [
      {
        id: "imp_1",
        source: "export of 7 June 2026",
        preset: "bundle",
        byName: "Edda Rhys",
        startedAtMs: OPENED_MS - MS_PER_DAY,
        finishedAtMs: OPENED_MS - MS_PER_DAY + MS_PER_HOUR,
        rows: 24_000,
        rejected: 3,
        files: [
          {
            file: "accounts.csv.gz",
            table: "accounts",
            sha256: sha256Hex("accounts"),
            bytes: 1_204_511,
            rows: 24_000,
            rejected: 3,
          },
        ],
      },
    ],
    custody: [3, 4, 9].map((seq) => ({
      seq,
      atMs: OPENED_MS + seq * MS_PER_HOUR,
      actor: "Edda Rhys",
      action: seq === 3 ? "case.open" : "case.edit",
      object: "C-0001",
      prevHash: sha256Hex(`audit/${seq - 1}`),
      hash: sha256Hex(`audit/${seq}`),
    })),
    records: { apiKeys, paymentInstruments, observations, dailyActivity },
  };
}

function evidenceRow(
  kind: string,
  family: EvidenceRow["family"],
  value: string,
  contribution: number,
  crowd: number,
): EvidenceRow {
  const use = { firstSeenMs: FIRST_DAY_MS, lastSeenMs: FIRST_DAY_MS + MS_PER_DAY, count: 3 };
  return {
    kind,
    kindLabel: kind.replaceAll("_", " "),
    family,
    value,
    display: value,
    bits: contribution,
    contribution,
    crowd,
    observedCrowd: crowd,
    population: 24_000,
    chance: 0.01,
    gapMs: 2 * MS_PER_HOUR,
    expectedStrangers: 0.05,
    kappa: 8,
    direct: false,
    a: use,
    b: use,
    roster: null,
    sentence: `Both used ${value}, which ${crowd} accounts use.`,
  };
}
