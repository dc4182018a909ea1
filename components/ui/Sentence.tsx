/**
 * A sentence from the records. It may hold what a suspect typed, so it is only ever a text node, and
 * direction marks inside it cannot turn its surroundings around.
 */
export function Sentence({ children }: { children: string }) {
  return <bdi style={{ overflowWrap: "anywhere" }}>{children}</bdi>;
}
