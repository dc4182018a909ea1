import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import { projectRoot } from "@/lib/stores/root";

/** Ranges of the public data: who announces an address, and in which country it is used. */
const LISTS = [
  {
    list: "asn",
    package: "@ip-location-db/asn",
    files: ["asn-ipv4.csv", "asn-ipv6.csv"],
  },
  {
    list: "country",
    package: "@ip-location-db/geo-whois-asn-country",
    files: ["geo-whois-asn-country-ipv4.csv", "geo-whois-asn-country-ipv6.csv"],
  },
] as const;

const versionSchema = z.object({ version: z.string().min(1).max(64) });

/** Public address data as it lies on this machine. */
export interface AddressData {
  /** Names and versions of its packages: what was loaded under one name never changes. */
  version: string;
  files: { list: "asn" | "country"; read: () => Readable }[];
}

/** Folder of an installed package, undefined where it is not installed. */
function packageFolder(name: string): string | undefined {
  for (let folder = projectRoot(); ; folder = path.dirname(folder)) {
    const found = path.join(/* turbopackIgnore: true */ folder, "node_modules", name);
    if (existsSync(path.join(found, "package.json"))) return found;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** Version of an installed package, undefined where it is not installed. */
export function packageVersion(name: string): string | undefined {
  const folder = packageFolder(name);
  if (folder === undefined) return undefined;
  const text = readFileSync(path.join(folder, "package.json"), "utf8");
  return versionSchema.parse(JSON.parse(text)).version;
}

/** JSON file of an installed package, undefined where it is not installed. */
export function packageJson(name: string, file: string): unknown {
  const folder = packageFolder(name);
  return folder === undefined ? undefined : JSON.parse(readFileSync(path.join(folder, file), "utf8"));
}

/** The public address data, undefined where its packages are not installed: the desk works without. */
export function addressData(): AddressData | undefined {
  const files: AddressData["files"] = [];
  const versions: string[] = [];
  for (const { list, package: name, files: names } of LISTS) {
    const folder = packageFolder(name);
    const version = packageVersion(name);
    if (folder === undefined || version === undefined) return undefined;
    versions.push(`${name}@${version}`);
    for (const file of names) files.push({ list, read: () => createReadStream(path.join(folder, file)) });
  }
  return { version: versions.join(" + "), files };
}
