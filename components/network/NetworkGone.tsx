"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { successionQuery } from "@/lib/client/networks";
import { Successors } from "./Successors";

/** A network the newest run does not find: into which networks its accounts went. */
export function NetworkGone({ networkId }: { networkId: string }) {
  const succession = useQuery({ ...successionQuery(networkId), retry: false });
  return (
    <EmptyState
      title="This network is no more"
      action={<ButtonLink href="/overview">To the networks there are</ButtonLink>}
    >
      {succession.data === undefined ? (
        "A newer run of the engine did not find it again, or the link is wrong. Its accounts may be in another network: search for one of them."
      ) : (
        <p>
          {succession.data.label} <Successors succession={succession.data} />. Cases opened from it keep their
          subjects.
        </p>
      )}
    </EmptyState>
  );
}
