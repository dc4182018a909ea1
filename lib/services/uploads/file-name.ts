import { RingleaderError } from "@/lib/core/errors";
import { parseFileName } from "@/lib/ingest/formats/open";

const NAME_LENGTH_MAX = 180;

/**
 * A name a browser gave, as a file may be called in an upload's folder.
 * @throws RingleaderError `bad_input` for a path, a hidden or unprintable name, or an ending no reader is there for.
 */
export function checkFileName(name: string): string {
  const refuse = (why: string): never => {
    throw new RingleaderError("bad_input", `this file name ${why}; rename the file`);
  };
  if (name === "" || name.length > NAME_LENGTH_MAX) refuse(`is not 1 to ${NAME_LENGTH_MAX} characters long`);
  if (/[/\\:]/.test(name)) refuse("holds a slash, a backslash or a colon");
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)) refuse("holds characters that cannot be seen");
  if (name.startsWith(".") || name.trim() !== name) refuse("begins with a dot or has spaces at its ends");
  if (parseFileName(name) === undefined)
    throw new RingleaderError(
      "bad_input",
      "only CSV, NDJSON, JSON logs and Parquet come in, by the ending of the name: .csv, .ndjson, .jsonl, .json, .log, .parquet, each also .gz",
    );
  return name;
}
