/** A message with a capital at its start and a full stop at its end, to stand between other sentences. */
export function asSentence(message: string): string {
  const text = message.trim();
  if (text === "") return "";
  const [first = ""] = text;
  return `${first.toUpperCase()}${text.slice(first.length)}${/[.!?…]$/u.test(text) ? "" : "."}`;
}
