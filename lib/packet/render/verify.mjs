#!/usr/bin/env node
// Verifies a Ringleader packet with nothing but Node 18 or newer:
//
//   node verify.mjs C-0001-P1.zip [--signer signer.pub.pem] [--json]
//
// Exit code 0: everything holds. 1: something does not, and it says what. 2: could not be tried.
// The same code runs inside Ringleader; it imports Node's own modules only.
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { realpathSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { pathToFileURL } from "node:url";
import { createInflateRaw } from "node:zlib";

const LOCAL_HEADER_BYTES = 30;
const DIRECTORY_HEADER_BYTES = 46;
const END_BYTES = 22;
const VERSION_NEEDED = 20;
const VERSION_MADE_BY = (3 << 8) | 20;
const FLAG_UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
const DATE_1980_01_01 = 0x0021;
const MODE_FILE_0644 = (0o100644 << 16) >>> 0;
const ENTRIES_MAX = 10_000;
const DIRECTORY_BYTES_MAX = 4 * 1024 * 1024;
const UNPACKED_BYTES_MAX = 16 * 1024 ** 3;
const DOCUMENT_BYTES_MAX = 128 * 1024 * 1024;
const LINE_CHARACTERS_MAX = 16 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const GENESIS = "0".repeat(64);
const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;

/** A finding that ends the check it belongs to. */
class Finding extends Error {
  constructor(check, file, sentence) {
    super(sentence);
    this.check = check;
    this.file = file;
  }
}

// ---------------------------------------------------------------- zip

function localHeader(entry) {
  const name = Buffer.from(entry.name, "utf8");
  const header = Buffer.alloc(LOCAL_HEADER_BYTES + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION_NEEDED, 4);
  header.writeUInt16LE(FLAG_UTF8, 6);
  header.writeUInt16LE(entry.method, 8);
  header.writeUInt16LE(0, 10);
  header.writeUInt16LE(DATE_1980_01_01, 12);
  header.writeUInt32LE(entry.crc32, 14);
  header.writeUInt32LE(entry.storedBytes, 18);
  header.writeUInt32LE(entry.bytes, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(0, 28);
  name.copy(header, LOCAL_HEADER_BYTES);
  return header;
}

function directoryHeader(entry) {
  const name = Buffer.from(entry.name, "utf8");
  const header = Buffer.alloc(DIRECTORY_HEADER_BYTES + name.length);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION_MADE_BY, 4);
  header.writeUInt16LE(VERSION_NEEDED, 6);
  header.writeUInt16LE(FLAG_UTF8, 8);
  header.writeUInt16LE(entry.method, 10);
  header.writeUInt16LE(0, 12);
  header.writeUInt16LE(DATE_1980_01_01, 14);
  header.writeUInt32LE(entry.crc32, 16);
  header.writeUInt32LE(entry.storedBytes, 20);
  header.writeUInt32LE(entry.bytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(MODE_FILE_0644, 38);
  header.writeUInt32LE(entry.offset, 42);
  name.copy(header, DIRECTORY_HEADER_BYTES);
  return header;
}

function endOfDirectory(count, directoryBytes, directoryOffset) {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryOffset, 16);
  return end;
}

/** The one way a packet's zip is laid out, for the writer and for the check alike. */
export const zipLayout = { localHeader, directoryHeader, endOfDirectory, STORED, DEFLATED };

async function readAt(zip, position, length) {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await zip.handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw new Finding("zip", zip.file, "the zip ends too early");
    done += bytesRead;
  }
  return buffer;
}

/**
 * Reads the directory and holds every header byte against the layout: entries follow each other
 * without gaps, nothing stands before, between or behind them, no name leaves the folder.
 */
async function readDirectory(zip) {
  const bad = (sentence, file = zip.file) => new Finding("zip", file, sentence);
  if (zip.size < END_BYTES) throw bad("too short to be a zip");
  const end = await readAt(zip, zip.size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== 0x06054b50) throw bad("the zip's end record is not where it must be");
  const count = end.readUInt16LE(10);
  const directoryBytes = end.readUInt32LE(12);
  const directoryOffset = end.readUInt32LE(16);
  if (directoryOffset + directoryBytes !== zip.size - END_BYTES) {
    throw bad("the zip's directory does not end at its end record");
  }
  if (!end.equals(endOfDirectory(count, directoryBytes, directoryOffset)))
    throw bad("the zip's end record was altered");
  if (count === 0 || count > ENTRIES_MAX)
    throw bad(`the zip lists ${count} files; 1 to ${ENTRIES_MAX} are allowed`);
  if (directoryBytes > DIRECTORY_BYTES_MAX) throw bad("the zip's directory is too large");

  const directory = await readAt(zip, directoryOffset, directoryBytes);
  const entries = [];
  let at = 0;
  let offset = 0;
  let unpacked = 0;
  for (let i = 0; i < count; i++) {
    const previous = entries[i - 1]?.name ?? "the start of the directory";
    if (at + DIRECTORY_HEADER_BYTES > directory.length)
      throw bad(`the zip's directory breaks off after ${previous}`, previous);
    const nameBytes = directory.readUInt16LE(at + 28);
    const next = at + DIRECTORY_HEADER_BYTES + nameBytes;
    if (next > directory.length) throw bad(`the zip's directory breaks off after ${previous}`, previous);
    const rawName = directory.subarray(at + DIRECTORY_HEADER_BYTES, next);
    const entry = {
      name: rawName.toString("utf8"),
      method: directory.readUInt16LE(at + 10),
      crc32: directory.readUInt32LE(at + 16),
      storedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset,
      dataOffset: offset + LOCAL_HEADER_BYTES + nameBytes,
    };
    const shown = printable(entry.name);
    if (!isSafeName(entry.name))
      throw bad(`the zip holds a file with a name that is not allowed: ${shown}`, shown);
    if (!directory.subarray(at, next).equals(directoryHeader(entry))) {
      throw bad(`the zip's directory entry of ${shown} was altered`, shown);
    }
    if (entry.method !== STORED && entry.method !== DEFLATED)
      throw bad(`${shown}: unknown compression`, shown);
    if (entry.method === STORED && entry.bytes !== entry.storedBytes)
      throw bad(`${shown}: sizes differ`, shown);
    const header = localHeader(entry);
    if (entry.dataOffset + entry.storedBytes > directoryOffset)
      throw bad(`${shown} reaches into the zip's directory`, shown);
    if (!(await readAt(zip, offset, header.length)).equals(header))
      throw bad(`the zip's header of ${shown} was altered`, shown);
    unpacked += entry.bytes;
    entries.push(entry);
    offset = entry.dataOffset + entry.storedBytes;
    at = next;
  }
  if (at !== directory.length) throw bad("the zip's directory has bytes nobody accounts for");
  if (offset !== directoryOffset) throw bad("the zip has bytes between its files and its directory");
  if (unpacked > UNPACKED_BYTES_MAX) throw bad("the zip would unpack to more than 16 GiB");

  const folders = new Set(entries.map((entry) => entry.name.split("/")[0]));
  if (folders.size !== 1) throw bad("the zip must hold exactly one folder");
  const seen = new Set();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    if (seen.has(key)) throw bad(`the zip holds ${entry.name} twice`, entry.name);
    seen.add(key);
  }
  return entries;
}

function isSafeName(name) {
  const segments = name.split("/");
  return segments.length >= 2 && segments.length <= 8 && segments.every((segment) => SEGMENT.test(segment));
}

function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, "?").slice(0, 300);
}

async function* storedChunks(zip, entry) {
  let position = entry.dataOffset;
  const end = entry.dataOffset + entry.storedBytes;
  while (position < end) {
    const length = Math.min(CHUNK_BYTES, end - position);
    yield await readAt(zip, position, length);
    position += length;
  }
}

/** The file's bytes; stops with a finding where they do not unpack or are more than declared. */
async function* contentChunks(zip, entry, onStored = () => {}) {
  const source = (async function* () {
    for await (const chunk of storedChunks(zip, entry)) {
      onStored(chunk);
      yield chunk;
    }
  })();
  let bytes = 0;
  const broken = (why) => new Finding("zip", entry.path, `${entry.path} does not unpack: ${why}`);
  const chunks = entry.method === STORED ? source : pipeline(source, createInflateRaw(), () => {});
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > entry.bytes) throw broken("it is longer than declared");
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Finding) throw error;
    throw broken(String(error.message ?? error));
  }
  if (bytes !== entry.bytes) throw broken("it is shorter than declared");
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as zip files carry it; start with 0 and hand the result on. */
export function crc32(bytes, crc = 0) {
  let c = ~crc;
  for (let i = 0; i < bytes.length; i++) c = CRC_TABLE[(c ^ bytes[i]) & 0xff] ^ (c >>> 8);
  return ~c >>> 0;
}

/** Checks one file's bytes against its CRC and returns both hashes. */
async function hashEntry(zip, entry) {
  const stored = createHash("sha256");
  const content = createHash("sha256");
  let crc = 0;
  for await (const chunk of contentChunks(zip, entry, (part) => stored.update(part))) {
    content.update(chunk);
    crc = crc32(chunk, crc);
  }
  if (crc !== entry.crc32)
    throw new Finding("zip", entry.path, `${entry.path} is damaged: its checksum in the zip does not match`);
  return { storedSha256: stored.digest("hex"), sha256: content.digest("hex") };
}

// ---------------------------------------------------------------- reading documents

function entryOf(packet, path, check) {
  const entry = packet.byPath.get(path);
  if (entry === undefined) throw new Finding(check, path, `${path} is missing`);
  return entry;
}

async function readBytes(packet, path, check) {
  const entry = entryOf(packet, path, check);
  if (entry.bytes > DOCUMENT_BYTES_MAX) throw new Finding(check, path, `${path} is too large to be read`);
  const chunks = [];
  for await (const chunk of contentChunks(packet.zip, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readText(packet, path, check) {
  return (await readBytes(packet, path, check)).toString("utf8");
}

async function readJson(packet, path, check) {
  return parseJson(await readText(packet, path, check), path, check);
}

function parseJson(text, path, check) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Finding(check, path, `${path} is not valid JSON`);
  }
}

async function* readJsonLines(packet, path, check) {
  const entry = entryOf(packet, path, check);
  const decoder = new TextDecoder("utf-8", { fatal: false });
  let rest = "";
  for await (const chunk of contentChunks(packet.zip, entry)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LINE_CHARACTERS_MAX)
      throw new Finding(check, path, `${path} has a line that is too long`);
    for (const line of lines) yield parseJson(line, path, check);
  }
  if (rest !== "") throw new Finding(check, path, `${path} does not end with a line break`);
}

/** RFC 8785 for the values this packet uses: strings, finite numbers, booleans, null, arrays, plain objects. */
export function canonicalJson(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
}

function sha256Hex(data) {
  return createHash("sha256").update(data).digest("hex");
}

/** SHA-256 of the key's DER form: what two people read to each other over the telephone. */
function signerFingerprint(pem) {
  return sha256Hex(createPublicKey(pem).export({ type: "spki", format: "der" }));
}

// ---------------------------------------------------------------- seal and signature

const SEAL = "seal.json";
const SEAL_SIGNATURE = "seal.sig";
const SIGNER = "signer.pub.pem";
const TAG_MANIFEST = "tagmanifest-sha256.txt";
const TAG_MANIFEST_SIGNATURE = "tagmanifest.sig";
/** Tag files that carry the signature and so cannot be under it. */
const OUTSIDE_THE_BAG = new Set([SEAL, SEAL_SIGNATURE, SIGNER, TAG_MANIFEST, TAG_MANIFEST_SIGNATURE]);

function ed25519Key(pem, file) {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== "ed25519") throw new Error("not Ed25519");
    return key;
  } catch {
    throw new Finding("signature", file, `${file} holds no Ed25519 public key`);
  }
}

async function checkSeal(packet) {
  const key = ed25519Key(await readText(packet, SIGNER, "signature"), SIGNER);
  const sealBytes = await readBytes(packet, SEAL, "signature");
  const signature = await readBytes(packet, SEAL_SIGNATURE, "signature");
  if (!verifySignature(null, sealBytes, key, signature)) {
    throw new Finding("signature", SEAL, `${SEAL} does not carry the signature of ${SIGNER}`);
  }
  const seal = parseJson(sealBytes.toString("utf8"), SEAL, "signature");
  const sealed = packet.entries.filter((entry) => entry.path !== SEAL && entry.path !== SEAL_SIGNATURE);
  if (seal.format !== "ringleader-seal-1" || !Array.isArray(seal.entries)) {
    throw new Finding("signature", SEAL, `${SEAL} is of an unknown format`);
  }
  const findings = [];
  for (const entry of sealed) {
    const promised = seal.entries.find((one) => one.path === entry.path);
    if (promised === undefined)
      findings.push(new Finding("signature", entry.path, `${entry.path} is not under the seal`));
    else if (
      promised.storedSha256 !== entry.storedSha256 ||
      promised.method !== entry.method ||
      promised.crc32 !== entry.crc32 ||
      promised.bytes !== entry.bytes
    ) {
      findings.push(new Finding("signature", entry.path, `${entry.path} differs from what was sealed`));
    }
  }
  for (const promised of seal.entries) {
    if (!packet.byPath.has(promised.path))
      findings.push(new Finding("signature", promised.path, `${promised.path} was sealed and is missing`));
  }
  const order = sealed.map((entry) => entry.path).join("\n");
  if (findings.length === 0 && order !== seal.entries.map((one) => one.path).join("\n")) {
    findings.push(
      new Finding("signature", SEAL, "the files stand in another order than when they were sealed"),
    );
  }
  if (findings.length > 0) return findings;
  if (packet.folder !== seal.folder)
    throw new Finding("signature", SEAL, "the folder was renamed after sealing");
  const tagSignature = await readBytes(packet, TAG_MANIFEST_SIGNATURE, "signature");
  if (!verifySignature(null, await readBytes(packet, TAG_MANIFEST, "signature"), key, tagSignature)) {
    throw new Finding(
      "signature",
      TAG_MANIFEST_SIGNATURE,
      `${TAG_MANIFEST_SIGNATURE} does not fit ${TAG_MANIFEST}`,
    );
  }
  return [];
}

// ---------------------------------------------------------------- bag

function parseManifest(text, path) {
  const hashes = new Map();
  for (const line of text.split("\n").slice(0, -1)) {
    const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
    if (match === null) throw new Finding("manifest", path, `${path} has a line that is no manifest line`);
    if (hashes.has(match[2])) throw new Finding("manifest", path, `${path} lists ${match[2]} twice`);
    hashes.set(match[2], match[1]);
  }
  return hashes;
}

function compareManifest(packet, hashes, paths, manifest) {
  const findings = [];
  for (const path of paths) {
    const expected = hashes.get(path);
    if (expected === undefined)
      findings.push(new Finding("manifest", path, `${path} is not listed in ${manifest}`));
    else if (expected !== packet.byPath.get(path).sha256) {
      findings.push(new Finding("manifest", path, `${path} is not the file that ${manifest} lists`));
    }
  }
  for (const path of hashes.keys()) {
    if (!packet.byPath.has(path))
      findings.push(new Finding("manifest", path, `${path} is listed in ${manifest} and missing`));
  }
  return findings;
}

async function checkBag(packet) {
  if (
    (await readText(packet, "bagit.txt", "bag")) !==
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
  ) {
    throw new Finding("bag", "bagit.txt", "bagit.txt does not declare BagIt 1.0 in UTF-8");
  }
  const info = await readText(packet, "bag-info.txt", "bag");
  const payload = packet.entries.filter((entry) => entry.path.startsWith("data/"));
  if (payload.length === 0) throw new Finding("bag", "data/", "the bag holds no data");
  const oxum = `${payload.reduce((sum, entry) => sum + entry.bytes, 0)}.${payload.length}`;
  if (!info.split("\n").includes(`Payload-Oxum: ${oxum}`)) {
    throw new Finding("bag", "bag-info.txt", `bag-info.txt does not state the payload's size, ${oxum}`);
  }
}

async function checkManifests(packet) {
  const paths = packet.entries.map((entry) => entry.path);
  const payload = paths.filter((path) => path.startsWith("data/"));
  const tags = paths.filter((path) => !path.startsWith("data/") && !OUTSIDE_THE_BAG.has(path));
  const manifest = "manifest-sha256.txt";
  return [
    ...compareManifest(
      packet,
      parseManifest(await readText(packet, manifest, "manifest"), manifest),
      payload,
      manifest,
    ),
    ...compareManifest(
      packet,
      parseManifest(await readText(packet, TAG_MANIFEST, "manifest"), TAG_MANIFEST),
      tags,
      TAG_MANIFEST,
    ),
  ];
}

// ---------------------------------------------------------------- what the packet says

async function checkCustody(packet) {
  const path = "data/06-custody/custody.jsonl";
  let previous = GENESIS;
  let lastAudit;
  let count = 0;
  for await (const line of readJsonLines(packet, path, "custody")) {
    count++;
    const { hash, ...rest } = line;
    if (line.previous !== previous || sha256Hex(canonicalJson(rest)) !== hash) {
      throw new Finding("custody", path, `${path}: entry ${count} does not follow from the one before`);
    }
    if (lastAudit !== undefined) {
      if (line.entry.seq <= lastAudit.seq)
        throw new Finding("custody", path, `${path}: entry ${count} is out of order`);
      if (line.entry.seq === lastAudit.seq + 1 && line.entry.prevHash !== lastAudit.hash) {
        throw new Finding("custody", path, `${path}: entry ${count} breaks the audit log's chain`);
      }
    }
    lastAudit = line.entry;
    previous = hash;
  }
  const info = await readText(packet, "bag-info.txt", "custody");
  if (!info.split("\n").includes(`Custody-Head: ${previous}`)) {
    throw new Finding("custody", path, `${path} does not end at the entry that bag-info.txt names`);
  }
  return `${count} entries, each hashed onto the one before`;
}

async function checkPages(packet) {
  const path = "data/01-memo/pages.json";
  const report = "data/01-memo/report.pdf";
  const { pages } = await readJson(packet, path, "pages");
  pages.forEach((page, i) => {
    const bates = `${packet.folder}-${String(i + 1).padStart(6, "0")}`;
    if (page.page !== i + 1 || page.bates !== bates) {
      throw new Finding("pages", path, `page ${i + 1} should carry ${bates}`);
    }
  });
  const found =
    (await readBytes(packet, report, "pages")).toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  if (found !== pages.length)
    throw new Finding("pages", report, `${report} has ${found} pages, ${pages.length} are numbered`);
  return `${pages.length} pages, numbered without a gap`;
}

const NARROW_SPACE = "\u202f";

function grouped(value) {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, NARROW_SPACE);
}

function compact(value) {
  for (const [by, unit] of [
    [1e9, "bn"],
    [1e6, "M"],
    [1e3, "k"],
  ]) {
    if (value >= (by === 1e3 ? 1e4 : by)) {
      return `${(value / by).toFixed(value / by >= 100 ? 0 : 1).replace(/\.0$/, "")}${NARROW_SPACE}${unit}`;
    }
  }
  return grouped(value);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function windowOfDays(first, last) {
  const words = (day, year) => {
    const [y, m, d] = day.split("-").map(Number);
    return `${d} ${MONTHS[m - 1]}${year ? ` ${y}` : ""}`;
  };
  if (first === last) return `${words(first, true)} UTC`;
  return `${words(first, first.slice(0, 4) !== last.slice(0, 4))}–${words(last, true)} UTC`;
}

const RECORDS = "data/03-records";
const NETWORKS = "data/04-analysis/networks.json";
const LINKS = "data/04-analysis/links.jsonl";
const CLAIMS = "data/04-analysis/claims.json";

/** Counts every figure from the records again, and gathers what claims may rest on. */
async function readRecords(packet) {
  const accounts = new Set();
  const identifiers = new Set();
  const distinct = { api_key: new Set(), payment_instrument: new Set(), ip_range: new Set() };
  const sums = { exchanges: 0, input_tokens: 0, output_tokens: 0 };
  let first;
  let last;
  const known = (accountId, path) => {
    if (!accounts.has(accountId))
      throw new Finding("claims", path, `${path} holds a row of an account that is not in the case`);
  };
  for await (const row of readJsonLines(packet, `${RECORDS}/accounts.jsonl`, "claims"))
    accounts.add(row.account_id);
  for await (const row of readJsonLines(packet, `${RECORDS}/api_keys.jsonl`, "claims")) {
    known(row.account_id, `${RECORDS}/api_keys.jsonl`);
    distinct.api_key.add(row.api_key_id);
  }
  for await (const row of readJsonLines(packet, `${RECORDS}/payment_instruments.jsonl`, "claims")) {
    known(row.account_id, `${RECORDS}/payment_instruments.jsonl`);
    distinct.payment_instrument.add(row.fingerprint);
  }
  for await (const row of readJsonLines(packet, `${RECORDS}/observations.jsonl`, "claims")) {
    known(row.account_id, `${RECORDS}/observations.jsonl`);
    if (Object.hasOwn(distinct, row.kind)) distinct[row.kind].add(row.value);
    identifiers.add(`${row.kind}:${row.value}`);
  }
  for await (const row of readJsonLines(packet, `${RECORDS}/daily_activity.jsonl`, "claims")) {
    known(row.account_id, `${RECORDS}/daily_activity.jsonl`);
    for (const name of Object.keys(sums)) sums[name] += row[name];
    if (row.exchanges > 0 && (first === undefined || row.day < first)) first = row.day;
    if (row.exchanges > 0 && (last === undefined || row.day > last)) last = row.day;
  }
  for (const [kind, values] of Object.entries(distinct))
    for (const value of values) identifiers.add(`${kind}:${value}`);
  return { accounts, identifiers, distinct, sums, first, last };
}

async function checkClaims(packet, records, links, networks) {
  const printed = {
    accounts: grouped(records.accounts.size),
    core_accounts: grouped(networks.subjects.filter((subject) => subject.membership === "core").length),
    exchanges: grouped(records.sums.exchanges),
    input_tokens: compact(records.sums.input_tokens),
    output_tokens: compact(records.sums.output_tokens),
    payment_instruments: grouped(records.distinct.payment_instrument.size),
    api_keys: grouped(records.distinct.api_key.size),
    ip_ranges: grouped(records.distinct.ip_range.size),
    window:
      records.first === undefined ? "no exchanges on record" : windowOfDays(records.first, records.last),
  };
  const { claims, figures } = await readJson(packet, CLAIMS, "claims");
  for (const [name, value] of Object.entries(printed)) {
    if (figures[name] !== value) {
      throw new Finding(
        "claims",
        CLAIMS,
        `the figure ${name} reads ${figures[name]}, the records give ${value}`,
      );
    }
  }
  claims.forEach((claim, i) => {
    const again = claim.text.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (whole, name) =>
      Object.hasOwn(printed, name) ? printed[name] : whole,
    );
    if (again !== claim.rendered)
      throw new Finding("claims", CLAIMS, `claim ${i + 1} does not read as its figures make it read`);
    if (claim.evidence.length === 0)
      throw new Finding("claims", CLAIMS, `claim ${i + 1} rests on no evidence`);
    for (const ref of claim.evidence) {
      const there =
        ref.type === "network" ||
        (ref.type === "account" && records.accounts.has(ref.accountId)) ||
        (ref.type === "link" && links.pairs.has(JSON.stringify([ref.accountA, ref.accountB].sort()))) ||
        (ref.type === "identifier" &&
          (records.identifiers.has(`${ref.kind}:${ref.value}`) ||
            links.identifiers.has(`${ref.kind}:${ref.value}`)));
      if (!there)
        throw new Finding("claims", CLAIMS, `claim ${i + 1} rests on evidence that is not in the packet`);
    }
  });
  return `${claims.length} claims: every named figure counted again from the records, every reference found`;
}

async function readLinks(packet, accounts) {
  const pairs = new Set();
  const identifiers = new Set();
  const confirmed = [];
  for await (const link of readJsonLines(packet, LINKS, "networks")) {
    if (!accounts.has(link.accountA) || !accounts.has(link.accountB)) {
      throw new Finding("networks", LINKS, `${LINKS} holds a link of an account that is not in the case`);
    }
    const sum = [
      ...link.evidence.map((row) => row.contribution),
      ...link.counterEvidence.map((row) => row.bits),
    ];
    if (Math.abs(sum.reduce((a, b) => a + b, 0) - link.bits) > 0.05) {
      throw new Finding("networks", LINKS, `${LINKS}: the rows of a link do not add up to its bits`);
    }
    pairs.add(JSON.stringify([link.accountA, link.accountB].sort()));
    for (const row of link.evidence) identifiers.add(`${row.kind}:${row.value}`);
    if (link.status === "confirmed") confirmed.push([link.accountA, link.accountB]);
  }
  return { pairs, identifiers, confirmed };
}

function byCodeUnit(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups that the confirmed links make, each sorted, larger ones first. */
export function groupsOf(accounts, confirmed) {
  const parent = new Map([...accounts].map((account) => [account, account]));
  const find = (account) => {
    let root = account;
    while (parent.get(root) !== root) root = parent.get(root);
    for (let at = account; at !== root;) {
      const next = parent.get(at);
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const [a, b] of confirmed) parent.set(find(a), find(b));
  const groups = new Map();
  for (const account of parent.keys()) {
    const root = find(account);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [account]);
    else group.push(account);
  }
  const sorted = [...groups.values()].map((group) => group.sort(byCodeUnit));
  return sorted.sort((a, b) => b.length - a.length || byCodeUnit(a[0], b[0]));
}

async function checkNetworks(packet, records, links, networks) {
  const subjects = new Set(networks.subjects.map((subject) => subject.accountId));
  if (
    subjects.size !== records.accounts.size ||
    [...subjects].some((account) => !records.accounts.has(account))
  ) {
    throw new Finding("networks", NETWORKS, `${NETWORKS} and the account records name different accounts`);
  }
  const groups = groupsOf(records.accounts, links.confirmed);
  if (JSON.stringify(groups) !== JSON.stringify(networks.groups)) {
    throw new Finding(
      "networks",
      NETWORKS,
      `clustering ${LINKS} again gives other groups than ${NETWORKS} states`,
    );
  }
  return `${links.confirmed.length} confirmed links cluster to the ${groups.length === 1 ? "one group" : `${groups.length} groups`} stated`;
}

// ---------------------------------------------------------------- all together

/**
 * Verifies a packet. Never throws for what is wrong with the packet: that is what the report is for.
 * Throws only where the file cannot be opened.
 */
export async function verifyZip(path, options = {}) {
  const file = basename(path);
  const checks = [];
  const handle = await open(path, "r");
  const pass = (check, sentence) => checks.push({ check, ok: true, sentence });
  const fail = (finding) =>
    checks.push({
      check: finding.check,
      ok: false,
      file: printable(finding.file),
      sentence: printable(finding.message),
    });
  const attempt = async (check, fallbackFile, run) => {
    try {
      await run();
      return true;
    } catch (error) {
      fail(
        error instanceof Finding
          ? error
          : new Finding(check, fallbackFile, `${fallbackFile} could not be read as what it should be`),
      );
      return false;
    }
  };
  try {
    const zip = { handle, file, size: (await handle.stat()).size };
    const packet = { zip, entries: [], byPath: new Map(), folder: "" };
    const intact = await attempt("zip", file, async () => {
      packet.entries = await readDirectory(zip);
      packet.folder = packet.entries[0].name.split("/")[0];
      for (const entry of packet.entries) {
        entry.path = entry.name.slice(packet.folder.length + 1);
        packet.byPath.set(entry.path, entry);
      }
    });
    if (!intact) return { ok: false, file, checks };
    let damaged = false;
    for (const entry of packet.entries) {
      const ok = await attempt("zip", entry.path, async () =>
        Object.assign(entry, await hashEntry(zip, entry)),
      );
      damaged ||= !ok;
    }
    if (damaged) return { ok: false, file, checks };
    pass("zip", `${packet.entries.length} files unpack whole, nothing else is in the zip`);

    await attempt("signature", SEAL, async () => {
      const findings = await checkSeal(packet);
      findings.forEach(fail);
      if (findings.length > 0) return;
      const pem = await readText(packet, SIGNER, "signature");
      const fingerprint = signerFingerprint(pem);
      if (options.signerPem === undefined) {
        pass("signature", `sealed by key ${fingerprint}; ask the sender for the fingerprint and compare`);
      } else if (signerFingerprint(options.signerPem) === fingerprint) {
        pass("signature", `sealed by the expected key ${fingerprint}`);
      } else {
        throw new Finding("signature", SIGNER, `sealed by another key than expected: ${fingerprint}`);
      }
    });
    await attempt("bag", "bag-info.txt", async () => {
      await checkBag(packet);
      pass("bag", "a whole BagIt 1.0 bag");
    });
    await attempt("manifest", "manifest-sha256.txt", async () => {
      const findings = await checkManifests(packet);
      findings.forEach(fail);
      if (findings.length === 0)
        pass("manifest", "every file is the one the manifests list, none is missing or extra");
    });
    if (checks.some((check) => !check.ok)) return { ok: false, file, checks };

    await attempt("custody", "data/06-custody/custody.jsonl", async () =>
      pass("custody", await checkCustody(packet)),
    );
    await attempt("pages", "data/01-memo/pages.json", async () => pass("pages", await checkPages(packet)));
    await attempt("claims", CLAIMS, async () => {
      const records = await readRecords(packet);
      const links = await readLinks(packet, records.accounts);
      const networks = await readJson(packet, NETWORKS, "networks");
      await attempt("claims", CLAIMS, async () =>
        pass("claims", await checkClaims(packet, records, links, networks)),
      );
      await attempt("networks", NETWORKS, async () =>
        pass("networks", await checkNetworks(packet, records, links, networks)),
      );
    });
    return { ok: checks.every((check) => check.ok), file, checks };
  } finally {
    await handle.close();
  }
}

async function main(args) {
  const paths = [];
  let signerPath;
  let asJson = false;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--json") asJson = true;
    else if (args[i] === "--signer") signerPath = args[++i];
    else paths.push(args[i]);
  }
  if (paths.length !== 1 || paths[0].startsWith("-")) {
    process.stderr.write("usage: node verify.mjs PACKET.zip [--signer signer.pub.pem] [--json]\n");
    return 2;
  }
  try {
    const signerPem = signerPath === undefined ? undefined : await readFile(signerPath, "utf8");
    const report = await verifyZip(paths[0], { signerPem });
    if (asJson) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      for (const check of report.checks) {
        process.stdout.write(
          `${check.ok ? "ok  " : "FAIL"} ${check.check.padEnd(9)} ${check.file ? `${check.file}: ` : ""}${check.sentence}\n`,
        );
      }
      process.stdout.write(
        report.ok ? "The packet is as it was sealed.\n" : "The packet is NOT as it was sealed.\n",
      );
    }
    return report.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error.code === "ENOENT" ? "no such file" : String(error.message ?? error)}\n`);
    return 2;
  }
}

const startedAs = process.argv[1];
if (
  startedAs !== undefined &&
  basename(startedAs) === "verify.mjs" &&
  pathToFileURL(realpathSync(startedAs)).href === import.meta.url
) {
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
