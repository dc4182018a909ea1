const SPECIAL = /[\\\t\n\r\0\b\f]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
  "\b": "\\b",
  "\f": "\\f",
};

/** Text as ClickHouse's TabSeparated format takes it. */
export function tabText(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(/[\\\t\n\r\0\b\f]/g, (character) => ESCAPES[character] ?? "")
    : text;
}
