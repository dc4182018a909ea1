// Some registry mirrors hold only their own platform's builds of optional packages. A lock file
// written there lacks the others, and `npm ci` refuses it. This adds what is missing, without a
// checksum, beside the build that is there. Run after `npm install`: node .ci/complete-lock.mjs
import { readFileSync, writeFileSync } from "node:fs";

const OS = ["darwin", "linux", "win32", "android", "freebsd", "openharmony"];
const CPU = ["arm64", "x64", "ia32", "arm", "riscv64", "ppc64", "s390x"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const packages = lock.packages;

function resolvesFrom(parent, name) {
  for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (at === "") return undefined;
  }
}

let added = 0;
for (const [parent, entry] of Object.entries(packages)) {
  const optional = Object.entries(entry.optionalDependencies ?? {});
  const present = optional.map(([name]) => resolvesFrom(parent, name)).find((path) => path !== undefined);
  for (const [name, version] of optional) {
    if (resolvesFrom(parent, name) !== undefined || present === undefined) continue;
    const words = name.split("/").at(-1).split("-");
    const os = OS.find((word) => words.includes(word));
    const cpu = CPU.find((word) => words.includes(word) || (word === "ppc64" && words.includes("ppc64le")));
    if (os === undefined || cpu === undefined || !/^\d/.test(version)) continue;
    const sibling = packages[present];
    const folder = present.slice(0, present.lastIndexOf("node_modules/"));
    const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : undefined;
    packages[`${folder}node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(sibling.dev === true ? { dev: true } : {}),
      ...(libc === undefined ? {} : { libc }),
      license: sibling.license,
      optional: true,
      os: [os],
      ...(sibling.engines === undefined ? {} : { engines: sibling.engines }),
    };
    added += 1;
  }
}
const [root, ...rest] = Object.keys(packages);
lock.packages = Object.fromEntries(
  [root, ...rest.sort((x, y) => x.localeCompare(y, "en"))].map((path) => [path, packages[path]]),
);
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} packages added\n`);
