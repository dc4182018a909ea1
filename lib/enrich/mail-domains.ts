import { z } from "zod";
import type { MailDomainClass } from "@/lib/domain/mail-domain";
import { packageJson, packageVersion } from "./address-data";

const DISPOSABLE = {
  package: "disposable-email-domains-js",
  file: "dist/dict/disposable_email_blocklist.json",
};
const PROVIDERS = { package: "email-providers", file: "common.json" };

const listSchema = z.array(z.string());

interface MailDomains {
  /** Names and versions of the packages; "" where none is installed. */
  version: string;
  disposable: ReadonlySet<string>;
  providers: ReadonlySet<string>;
}

function domainsOf(source: { package: string; file: string }): ReadonlySet<string> {
  const list = packageJson(source.package, source.file);
  return new Set(list === undefined ? [] : listSchema.parse(list).map((domain) => domain.toLowerCase()));
}

let read: MailDomains | undefined;

function mailDomains(): MailDomains {
  read ??= {
    version: [DISPOSABLE, PROVIDERS]
      .flatMap((source) => {
        const version = packageVersion(source.package);
        return version === undefined ? [] : [`${source.package}@${version}`];
      })
      .join(" + "),
    disposable: domainsOf(DISPOSABLE),
    providers: domainsOf(PROVIDERS),
  };
  return read;
}

/** Version of the lists of mail domains, "" where none is installed. */
export function mailDomainsVersion(): string {
  return mailDomains().version;
}

/** What the public lists say of a mail domain, or of a domain it lies under; null where nothing. */
export function mailDomainClass(domain: string): MailDomainClass | null {
  const { disposable, providers } = mailDomains();
  const labels = domain.toLowerCase().split(".");
  for (let from = 0; from < labels.length - 1; from += 1) {
    if (disposable.has(labels.slice(from).join("."))) return "disposable";
  }
  return providers.has(labels.join(".")) ? "provider" : null;
}
