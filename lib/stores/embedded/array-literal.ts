/**
 * Values of a ClickHouse array literal such as `['a\'b','c']` or `[1,2]`, as the HTTP client sends
 * them. Scalars only; undefined where the text is none.
 */
export function parseArrayLiteral(text: string): (string | number)[] | undefined {
  const body = text.trim();
  if (!body.startsWith("[") || !body.endsWith("]")) return undefined;
  const values: (string | number)[] = [];
  let at = 1;
  const end = body.length - 1;
  while (at < end) {
    if (body[at] === "'") {
      let value = "";
      at += 1;
      while (at < end && body[at] !== "'") {
        if (body[at] === "\\") {
          value += unescapeOne(body[at + 1] ?? "");
          at += 2;
        } else {
          value += body[at] ?? "";
          at += 1;
        }
      }
      if (body[at] !== "'") return undefined;
      at += 1;
      values.push(value);
    } else {
      const comma = body.indexOf(",", at);
      const stop = comma === -1 ? end : comma;
      const value = Number(body.slice(at, stop));
      if (!Number.isFinite(value) || body.slice(at, stop).trim() === "") return undefined;
      values.push(value);
      at = stop;
    }
    if (at < end) {
      if (body[at] !== ",") return undefined;
      at += 1;
    }
  }
  return values;
}

const ESCAPES: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  "0": "\0",
  "\\": "\\",
  "'": "'",
};

function unescapeOne(letter: string): string {
  return ESCAPES[letter] ?? letter;
}

/** Inverse of the escaping the HTTP client applies to a string parameter; null for `\N`. */
export function unescapeParameter(text: string): string | null {
  if (text === "\\N") return null;
  return text.replace(/\\(.)/gs, (_, letter: string) => unescapeOne(letter));
}
