import type { EngineInput } from "../input";
import type { EngineParameters } from "../parameters";

/** Which mail domains are a firm's own; asked of many pairs, so answers are kept. */
export class Firms {
  readonly #known = new Map<number, Map<number, boolean>>();

  constructor(
    private readonly input: EngineInput,
    private readonly parameters: EngineParameters,
  ) {}

  /**
   * Whether a mail domain (an identifier) is that of an organization (another): few accounts use it, or
   * most that do name the firm. Of a mail provider's many users each names another.
   */
  isFirm(organization: number, domain: number): boolean {
    const { declaredOrganizationMax, declaredOrganizationShare } = this.parameters;
    const size = this.#sizeOf(domain);
    if (size <= declaredOrganizationMax) return true;
    if (this.#sizeOf(organization) < declaredOrganizationShare * size) return false;
    const known = this.#known.get(domain)?.get(organization);
    if (known !== undefined) return known;
    const staff = new Set(this.#accountsOf(organization));
    const both = this.#accountsOf(domain).reduce((count, account) => count + (staff.has(account) ? 1 : 0), 0);
    const isFirm = both >= declaredOrganizationShare * size;
    const ofDomain = this.#known.get(domain) ?? new Map<number, boolean>();
    this.#known.set(domain, ofDomain.set(organization, isFirm));
    return isFirm;
  }

  #sizeOf(identifier: number): number {
    const { identifierStart } = this.input;
    return (identifierStart[identifier + 1] ?? 0) - (identifierStart[identifier] ?? 0);
  }

  #accountsOf(identifier: number): Int32Array {
    const { identifierStart, identifierUses, useAccount } = this.input;
    return identifierUses
      .slice(identifierStart[identifier] ?? 0, identifierStart[identifier + 1] ?? 0)
      .map((use) => useAccount[use] ?? 0);
  }
}
