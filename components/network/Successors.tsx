import Link from "next/link";
import { Fragment } from "react";
import { grouped } from "@/lib/core/format";
import type { NetworkSuccession } from "@/lib/domain/lineage";

const SHOWN = 6;

/** "is now part of N-0002 (388 of 412 accounts)", each network a link; words that follow the network's name. */
export function Successors({ succession }: { succession: NetworkSuccession }) {
  const { accounts, successors } = succession;
  if (accounts === 0) return <>is no longer found by the newest run</>;
  if (successors.length === 0)
    return <>is no longer found: none of its {grouped(accounts)} accounts is in a network now</>;
  const rest = successors.length - SHOWN;
  return (
    <>
      is now part of{" "}
      {successors.slice(0, SHOWN).map((found, index) => (
        <Fragment key={found.networkId}>
          {index === 0 ? "" : ", "}
          <Link href={`/networks/${encodeURIComponent(found.networkId)}`}>{found.label}</Link> (
          {index === 0
            ? `${grouped(found.accounts)} of ${grouped(accounts)} accounts`
            : grouped(found.accounts)}
          )
        </Fragment>
      ))}
      {rest > 0 ? ` and ${grouped(rest)} more` : ""}
    </>
  );
}
