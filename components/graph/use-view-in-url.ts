import { useEffect } from "react";
import type { GraphModel } from "./model";
import { addressOf, type ViewAddress, writeViewAddress } from "./view-url";

const SETTLE_MS = 150;

/** Keeps the address bar at a link that opens this view again. Says how much a link has no room for. */
export function useViewInUrl(
  model: GraphModel,
  start: ViewAddress,
  accounts: number,
  ready: boolean,
): number {
  const { networkId, seed } = start;
  const { address, leftOut } = addressOf(model, { networkId, seed, accounts });
  const query = writeViewAddress(address);
  useEffect(() => {
    if (!ready) return undefined;
    const timer = setTimeout(() => {
      const url = `${window.location.pathname}?${query}`;
      if (url !== `${window.location.pathname}${window.location.search}`)
        window.history.replaceState(null, "", url);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [query, ready]);
  return leftOut;
}
