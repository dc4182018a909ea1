import { aspect, type Draw } from "./draw";
import type { Client } from "./segment";

const BUILD = aspect("client build");
const FINGERPRINT = aspect("tls fingerprint");

const RUNTIMES = [
  "python",
  "node",
  "go",
  "java",
  "rust",
  "curl",
  "dotnet",
  "php",
  "ruby",
  "desktop",
] as const;
const SYSTEMS = ["linux-x64", "linux-arm64", "macos-arm64", "windows-x64"] as const;

/** Builds in general use. The low numbers are the popular ones. */
const POPULAR_BUILDS = 40;

const BUILDS = new WeakMap<Draw, Map<number, Client>>();

/** A client build by number: its TLS fingerprint, profile and user agent always travel together. */
export function clientBuild(draw: Draw, build: number): Client {
  let builds = BUILDS.get(draw);
  if (builds === undefined) BUILDS.set(draw, (builds = new Map()));
  let client = builds.get(build);
  if (client === undefined) builds.set(build, (client = madeBuild(draw, build)));
  return client;
}

function madeBuild(draw: Draw, build: number): Client {
  const runtime = draw.pick(RUNTIMES, BUILD, build);
  const system = draw.pick(SYSTEMS, BUILD, build, 1);
  const version = `${1 + draw.below(3, BUILD, build, 2)}.${draw.below(40, BUILD, build, 3)}.${draw.below(9, BUILD, build, 4)}`;
  return {
    userAgent: `sdk-${runtime}/${version} (${system})`,
    tlsFingerprint: `t13d${1510 + draw.below(12, FINGERPRINT, build)}h2_${draw.token(FINGERPRINT, build).slice(0, 12)}`,
    clientProfile: `${runtime}-${version}-${system}`,
  };
}

/** A popular build, the first ones far more often than the last. */
export function popularBuild(draw: Draw, about: number): Client {
  const u = draw.unit(BUILD, about, 9);
  return clientBuild(draw, Math.floor(u * u * POPULAR_BUILDS));
}
