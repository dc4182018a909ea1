import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { RingleaderError } from "@/lib/core/errors";
import { sha256Hex } from "@/lib/core/hash";

const MARKER = "ringleader.json";
const FORMAT = 1;

/** Where a data directory keeps its parts. */
export interface DataDir {
  /** Absolute, symbolic links resolved. */
  path: string;
  evidence: string;
  casebook: string;
  secrets: string;
  packets: string;
  rejects: string;
  /** Sockets live here: short, private to the user, outside the data directory. */
  runtime: string;
}

function readMarker(dir: string): unknown {
  try {
    return JSON.parse(readFileSync(path.join(dir, MARKER), "utf8"));
  } catch (cause) {
    throw new RingleaderError(
      "bad_input",
      `${path.join(dir, MARKER)} cannot be read; restore it from a backup or choose another --data-dir`,
      { cause },
    );
  }
}

function privateDir(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stat = lstatSync(dir);
  if (!stat.isDirectory() || stat.uid !== userInfo().uid) {
    throw new RingleaderError(
      "conflict",
      `${dir} belongs to somebody else; remove it or set TMPDIR to a folder of your own`,
    );
  }
  chmodSync(dir, 0o700);
  return dir;
}

/**
 * Opens (and on first use makes) a data directory. Throws RingleaderError where the folder is
 * read-only, holds something else, or was written by a newer version.
 */
export function openDataDir(given: string): DataDir {
  const wanted = path.resolve(given);
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    accessSync(wanted, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new RingleaderError(
      "bad_input",
      `the data directory ${wanted} cannot be written; choose another with --data-dir`,
      { cause },
    );
  }
  const dir = realpathSync(wanted);
  if (!existsSync(path.join(dir, MARKER))) {
    if (readdirSync(dir).length > 0) {
      throw new RingleaderError(
        "bad_input",
        `${dir} holds files and is no Ringleader data directory; choose an empty folder with --data-dir`,
      );
    }
    try {
      // Records and the casebook are one user's: nobody else passes this folder.
      chmodSync(dir, 0o700);
      writeFileSync(
        path.join(dir, MARKER),
        `${JSON.stringify({ product: "ringleader", format: FORMAT })}\n`,
        { flag: "wx" },
      );
    } catch (cause) {
      if (!existsSync(path.join(dir, MARKER))) {
        throw new RingleaderError(
          "bad_input",
          `the data directory ${dir} cannot be written; choose another with --data-dir`,
          { cause },
        );
      }
    }
  }
  const marker = readMarker(dir);
  if (typeof marker !== "object" || marker === null || !("format" in marker) || marker.format !== FORMAT) {
    throw new RingleaderError(
      "bad_input",
      `${dir} was written by another version of Ringleader (its ringleader.json asks for another format)`,
    );
  }
  const id = sha256Hex(dir).slice(0, 16);
  const uid = userInfo().uid;
  const runtime = path.join(privateDir(path.join(tmpdir(), `ringleader-${uid}`)), id);
  const sub = (name: string): string => {
    const folder = path.join(dir, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  return {
    path: dir,
    evidence: path.join(dir, "evidence"),
    casebook: path.join(dir, "casebook"),
    secrets: sub("secrets"),
    packets: sub("packets"),
    rejects: sub("rejects"),
    runtime: privateDir(runtime),
  };
}

/**
 * A named secret of the installation (hex of 32 random bytes), made on first use, 0600. It lives
 * beside the stores and never inside them.
 */
export function installationSecret(dir: DataDir, name: string): string {
  const file = path.join(dir.secrets, name);
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}

export function defaultDataDir(root: string): string {
  const given = process.env["RINGLEADER_DATA_DIR"];
  return given !== undefined && given !== "" ? given : path.join(root, ".ringleader");
}
