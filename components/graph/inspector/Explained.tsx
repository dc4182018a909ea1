"use client";

import { useQuery } from "@tanstack/react-query";
import { LinkExplanationView } from "@/components/explain/LinkExplanationView";
import { ErrorState } from "@/components/ui/ErrorState";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { explainQuery } from "@/lib/client/graph";

/** The explanation of a pair, asked for when it is looked at; works whether or not the engine kept a link. */
export function Explained({ accountA, accountB }: { accountA: string; accountB: string }) {
  const explanation = useQuery(explainQuery(accountA, accountB));
  if (explanation.isPending) return <SkeletonRows rows={5} rowHeight={34} />;
  if (explanation.isError)
    return <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />;
  return <LinkExplanationView explanation={explanation.data} />;
}
