import Link from "next/link";
import { Sentence } from "@/components/ui/Sentence";
import type { OverviewView } from "@/lib/domain/views";

/** What the strongest network is, in the engine's own facts, under the headline. */
export function TopNetworkSentence({ view }: { view: OverviewView }) {
  const first = view.networks.find((network) => network.cases.length === 0) ?? view.networks[0];
  if (first === undefined) return null;
  return (
    <>
      <Link href={`/networks/${encodeURIComponent(first.id)}`}>{first.label}</Link>
      {": "}
      <Sentence>{first.headline}</Sentence>
    </>
  );
}
