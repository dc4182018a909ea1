import { FIELD_LENGTH_MAX } from "@/lib/ingest/limits";

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON text as what it says; undefined where it is none or longer than a field may be. */
export function parsedJson(text: string): unknown {
  if (text.length > FIELD_LENGTH_MAX || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(object: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((one) => one.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

/**
 * What lies under a path of member names, as they are or in another case. A cell or a member that
 * holds JSON as text is looked into as well; undefined where the path ends. Own members only.
 */
export function valueUnder(cell: unknown, path: readonly string[]): unknown {
  let value = cell;
  for (const name of path) {
    if (typeof value === "string") value = parsedJson(value);
    if (!isObject(value)) return undefined;
    value = member(value, name);
  }
  return value;
}

/** Every path to a value inside an object, joined by dots, with the value; arrays count as values. */
export function* leaves(
  value: unknown,
  path: readonly string[] = [],
  depthMax = 8,
): Generator<[path: string, value: unknown]> {
  if (!isObject(value) || path.length >= depthMax || Object.keys(value).length === 0) {
    yield [path.join("."), value];
    return;
  }
  for (const [name, inner] of Object.entries(value)) yield* leaves(inner, [...path, name], depthMax);
}
