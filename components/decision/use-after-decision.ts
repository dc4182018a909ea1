"use client";

import { useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "@/lib/client/query-keys";

/** Has everything asked for anew that a decision changes at once: itself, the pair's explanation, and whether networks are stale. */
export function useAfterDecision(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [
      queryKeys.decisions.all,
      queryKeys.resolve,
      ["graph", "explain"],
      queryKeys.overview,
    ])
      void client.invalidateQueries({ queryKey });
  };
}
