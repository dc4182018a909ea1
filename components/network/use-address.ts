"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * Reads the page's address and changes parts of it in place, so that a link reopens the view; a
 * parameter set to undefined goes.
 */
export function useAddress(): [
  URLSearchParams,
  (changes: Readonly<Record<string, string | undefined>>) => void,
] {
  const parameters = useSearchParams();
  const change = useCallback((changes: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    // Writing the address it has already would still end a navigation that is under way.
    if (query === new URLSearchParams(window.location.search).toString()) return;
    window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
  }, []);
  return [new URLSearchParams(parameters), change];
}
