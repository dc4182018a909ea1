import { randomInt, type Rng, seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import type { EngineInputBuilder } from "@/lib/engine/input";
import { BURST_MS, enginePools, type EnginePools, skewed, WORLD_MS } from "./engine-pools";

const START_MS = Date.UTC(2026, 0, 1);
const END_MS = START_MS + WORLD_MS;
const HOME_LEASE_MS = 18 * MS_PER_DAY;
const HOME_LEASES = Math.round(WORLD_MS / HOME_LEASE_MS);
/** Share of all accounts each operator runs, 25,000 at most. */
const OPERATOR_SHARES = [0.025, 0.012, 0.005];
const OPERATOR_ACCOUNTS_MAX = 25_000;
/** One family and one team in so many accounts. */
const ACCOUNTS_PER_GROUP = 330;

export interface EngineWorldOptions {
  accounts: number;
  observations: number;
  seed: string;
}

/** What was put in. */
export interface EngineWorld {
  observations: number;
  /** Accounts of each operator. */
  operators: number[];
  families: number;
  teams: number;
}

/** An account being made, and whom it belongs with. */
interface Member {
  kind: "operator" | "family" | "team" | "single";
  /** Of its group, among groups of that kind. */
  group: number;
  place: number;
  groupSize: number;
  /** Number of the group's first account. */
  household: number;
  account: number;
  createdMs: number;
  untilMs: number;
}

type Group = Pick<Member, "kind" | "group" | "groupSize" | "household"> & { opensMs: number };

/**
 * Fills a builder with accounts whose identifiers have the crowds of a large provider: homes whose
 * address changes hands, carrier exits of up to a tenth of all accounts, cards and devices of one's own,
 * clients, templates and mail domains from common to rare, families, teams, and three operators
 * with pools of cards, machines, exits and templates. The same options give the same rows.
 */
export function fillEngineWorld(builder: EngineInputBuilder, options: EngineWorldOptions): EngineWorld {
  return new WorldMaker(builder, options).fill();
}

class WorldMaker {
  readonly #builder: EngineInputBuilder;
  readonly #options: EngineWorldOptions;
  readonly #rng: Rng;
  readonly #pools: EnginePools;
  readonly #world: EngineWorld = { observations: 0, operators: [], families: 0, teams: 0 };

  constructor(builder: EngineInputBuilder, options: EngineWorldOptions) {
    this.#builder = builder;
    this.#options = options;
    this.#rng = seededRng(`engine-world/${options.seed}`);
    this.#pools = enginePools(builder, options.accounts);
  }

  fill(): EngineWorld {
    const { accounts } = this.#options;
    let made = 0;
    while (made < accounts) {
      const group = this.#nextGroup(made);
      for (let place = 0; place < group.groupSize && made < accounts; place++, made++) {
        const member = this.#enrol(group, place, made);
        const mean = (this.#options.observations - this.#world.observations) / (accounts - made);
        this.#world.observations += this.#observe(member, Math.round(mean * (0.5 + this.#rng.next())));
      }
    }
    return this.#world;
  }

  #nextGroup(made: number): Group {
    const world = this.#world;
    const { accounts } = this.#options;
    const opensMs = START_MS + this.#rng.next() * WORLD_MS * 0.8;
    const share = OPERATOR_SHARES[world.operators.length];
    if (share !== undefined) {
      const groupSize = Math.max(2, Math.min(OPERATOR_ACCOUNTS_MAX, Math.floor(accounts * share)));
      world.operators.push(groupSize);
      return { kind: "operator", group: world.operators.length - 1, groupSize, household: made, opensMs };
    }
    if (world.families < accounts / ACCOUNTS_PER_GROUP) {
      const groupSize = 2 + randomInt(this.#rng, 4);
      return { kind: "family", group: world.families++, groupSize, household: made, opensMs };
    }
    if (world.teams < accounts / ACCOUNTS_PER_GROUP) {
      const groupSize = 4 + skewed(this.#rng, 37, 2);
      return { kind: "team", group: world.teams++, groupSize, household: made, opensMs };
    }
    return { kind: "single", group: made, groupSize: 1, household: made, opensMs };
  }

  #enrol({ opensMs, ...group }: Group, place: number, made: number): Member {
    // Odd times any number is a bijection of 32-bit numbers: ids differ, and their order says nothing.
    const accountId = `a${(Math.imul(made, 2654435761) >>> 0).toString(36)}`;
    const createdMs = this.#createdMs(group.kind, opensMs, place);
    this.#builder.addAccount({
      accountId,
      createdAtMs: createdMs,
      verifiedEntity: group.kind === "team" && group.group % 5 === 0 ? `entity-${group.group}` : "",
      contractId: "",
    });
    const untilMs = this.#chance(0.6) ? END_MS : createdMs + this.#rng.next() * (END_MS - createdMs);
    return { ...group, place, account: this.#builder.accountOf(accountId), createdMs, untilMs };
  }

  #createdMs(kind: Member["kind"], opensMs: number, place: number): number {
    const drawn = this.#rng.next();
    if (kind === "single") return START_MS + drawn * WORLD_MS * 0.95;
    if (kind !== "operator") return opensMs + drawn * WORLD_MS * 0.15;
    // Waves of sign-ups, three hours each.
    return opensMs + (Math.floor(place / 400) % 6) * 5 * MS_PER_DAY + drawn * 3 * MS_PER_HOUR;
  }

  #observe(member: Member, wanted: number): number {
    let rows = this.#signUp(member) + this.#pay(member) + this.#install(member);
    rows += member.kind === "operator" ? this.#runPool(member) : this.#stayAtHome(member);
    for (let tries = 0; rows < wanted && tries < 4 * wanted; tries++) rows += this.#visit(member);
    return rows;
  }

  #chance(share: number): boolean {
    return this.#rng.next() < share;
  }

  #sole({ account, createdMs, untilMs }: Member, kind: string): number {
    const identifier = this.#builder.soleIdentifierOf(kind);
    if (identifier === undefined) return 0;
    this.#builder.addUse(account, identifier, createdMs, untilMs, 1 + randomInt(this.#rng, 50));
    return 1;
  }

  #signUp(member: Member): number {
    const { kind, group, place, account, createdMs } = member;
    const { bursts, domains, patterns, referrals, organizations } = this.#pools;
    const operator = kind === "operator";
    let rows = 0;
    // A source notes bursts, not every sign-up.
    if (operator || this.#chance(kind === "team" ? 0.5 : 0.05))
      rows += bursts.use(account, Math.floor((createdMs - START_MS) / BURST_MS), createdMs, createdMs, 1);
    const ownDomain = kind === "team" && group % 2 === 0;
    rows += domains.use(
      account,
      ownDomain ? 400 + group : skewed(this.#rng, domains.size, 9),
      createdMs,
      createdMs,
      1,
    );
    const pattern = operator ? 1_000 + 2 * group + (place % 2) : skewed(this.#rng, patterns.size, 3);
    rows += patterns.use(account, pattern, createdMs, createdMs, 1);
    if (operator ? place % 3 === 0 : this.#chance(0.2)) {
      const code = operator ? group : skewed(this.#rng, referrals.size, 2);
      rows += referrals.use(account, code, createdMs, createdMs, 1);
    }
    if (kind === "team") rows += organizations.use(account, group, createdMs, createdMs, 1);
    else if (!operator && this.#chance(0.1)) {
      const firm = skewed(this.#rng, organizations.size, 1.5);
      rows += organizations.use(account, firm, createdMs, createdMs, 1);
    }
    if (!operator && this.#chance(0.4)) rows += this.#sole(member, "phone");
    return rows + this.#sole(member, "api_key");
  }

  #pay(member: Member): number {
    const { kind, group, account, createdMs, untilMs } = member;
    const { cards, bins } = this.#pools;
    const shared = kind === "operator" || group % 2 === 0 ? this.#sharedNumber(member) : -1;
    if (shared === -1 && !this.#chance(0.7)) return 0;
    const paidMs = createdMs + this.#rng.next() * MS_PER_DAY;
    const bin = kind === "operator" ? 3_000 + group : skewed(this.#rng, bins.size, 2.5);
    const card =
      shared === -1
        ? this.#sole(member, "payment_instrument")
        : cards.use(account, shared, paidMs, untilMs, 1);
    return card + bins.use(account, bin, paidMs, untilMs, 1);
  }

  #install(member: Member): number {
    const { kind, group, place, account, createdMs, untilMs } = member;
    const { devices, clients, fingerprints } = this.#pools;
    const shared = kind === "operator" || group % 3 === 0 ? this.#sharedNumber(member) : -1;
    const device =
      shared === -1 ? this.#sole(member, "device") : devices.use(account, shared, createdMs, untilMs, 20);
    const build = kind === "operator" ? 500 + 2 * group + (place % 2) : skewed(this.#rng, clients.size, 3);
    const fingerprint = skewed(this.#rng, fingerprints.size, 2.5);
    return (
      device +
      clients.use(account, build, createdMs, untilMs, 20) +
      fingerprints.use(account, fingerprint, createdMs, untilMs, 20)
    );
  }

  /** Number of the card and machine the account shares with its own, -1 where it has none: a third of the pool each. */
  #sharedNumber({ kind, group, place }: Member): number {
    const third = Math.floor(this.#pools.cards.size / 3);
    if (kind === "operator") return (group * 2_000 + Math.floor(place / 20)) % third;
    if (kind === "family") return third + (group % third);
    return kind === "team" ? 2 * third + (group % third) : -1;
  }

  /** The household's leases while the account lives; nobody else has the address at the same time. */
  #stayAtHome({ household, account, createdMs, untilMs }: Member): number {
    const { homes, systems } = this.#pools;
    let rows = systems.use(account, skewed(this.#rng, systems.size, 3), createdMs, untilMs, 30);
    const first = Math.floor((createdMs - START_MS) / HOME_LEASE_MS);
    for (let lease = first; lease < Math.min(first + 2, HOME_LEASES); lease++) {
      const fromMs = Math.max(createdMs, START_MS + lease * HOME_LEASE_MS);
      const endMs = START_MS + (lease + 0.4 + 0.6 * this.#rng.next()) * HOME_LEASE_MS;
      const toMs = Math.min(untilMs, endMs);
      if (toMs > fromMs)
        rows += homes.use(account, (household + lease * 524_287) % homes.size, fromMs, toMs, 40);
    }
    return rows;
  }

  /** An operator's exits and templates. */
  #runPool({ group, place, groupSize, account, createdMs, untilMs }: Member): number {
    const { proxies, templates } = this.#pools;
    let rows = 0;
    for (let i = 0; i < 4; i++) {
      const fromMs = createdMs + this.#rng.next() * (untilMs - createdMs);
      const toMs = Math.min(untilMs, fromMs + 6 * MS_PER_HOUR);
      const exit = group * 2_500 + randomInt(this.#rng, Math.ceil(groupSize / 10));
      rows += proxies.use(account, exit % proxies.size, fromMs, toMs, 30);
    }
    for (let i = 0; i < 6; i++)
      rows += templates.use(account, 4_000 + group * 10 + ((place + i) % 10), createdMs, untilMs, 200);
    return rows;
  }

  /** A carrier's, a VPN's, a venue's or a proxy's address, or a prompt. */
  #visit(member: Member): number {
    const { account, createdMs, untilMs } = member;
    const { carriers, exits, venues, proxies, systems, templates } = this.#pools;
    const rng = this.#rng;
    const fromMs = createdMs + rng.next() * (untilMs - createdMs);
    const toMs = Math.min(untilMs, fromMs + rng.next() * 12 * MS_PER_HOUR);
    const count = 1 + randomInt(rng, 30);
    const what = rng.next();
    if (what < 0.4) return carriers.use(account, skewed(rng, carriers.size, 3), fromMs, toMs, count);
    if (what < 0.55) return exits.use(account, skewed(rng, exits.size, 2), fromMs, toMs, count);
    if (what < 0.7) return venues.use(account, skewed(rng, venues.size, 1.3), fromMs, toMs, count);
    if (what < 0.71) return proxies.use(account, randomInt(rng, proxies.size), fromMs, toMs, count);
    if (what < 0.78) return systems.use(account, skewed(rng, systems.size, 3), fromMs, toMs, count);
    if (what < 0.86) return this.#sole(member, "prompt_template");
    return templates.use(account, skewed(rng, templates.size, 3), fromMs, toMs, count);
  }
}
