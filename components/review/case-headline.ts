/** The case in one sentence of facts, from its printed figures; a figure that is not counted is left out. */
export function caseHeadline(figures: Readonly<Record<string, string>>): string {
  const accounts = figures["accounts"];
  if (accounts === undefined) return "The figures of this case are not counted yet.";
  const core = figures["core_accounts"];
  const exchanges = figures["exchanges"];
  const window = figures["window"];
  const used = (
    [
      ["payment_instruments", "payment instrument"],
      ["api_keys", "API key"],
      ["ip_ranges", "IP range"],
    ] as const
  ).flatMap(([name, noun]) => {
    const count = figures[name];
    return count === undefined ? [] : [`${count} ${noun}${count === "1" ? "" : "s"}`];
  });
  const who = `${accounts} account${accounts === "1" ? "" : "s"}${core === undefined ? "" : ` (${core} core)`}`;
  const did = exchanges === undefined ? "" : ` made ${exchanges} exchange${exchanges === "1" ? "" : "s"}`;
  const when =
    window === undefined || did === ""
      ? ""
      : /\d/.test(window)
        ? ` (${window})`
        : ` (${window.toLowerCase()})`;
  const last = used.at(-1);
  const means =
    last === undefined
      ? ""
      : `${did === "" ? " used " : " with "}${used.length === 1 ? last : `${used.slice(0, -1).join(", ")} and ${last}`}`;
  return `${who}${did}${when}${means}.`;
}
