"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * One parameter of the address, read and written without asking the server again. A value that is
 * none of `values` reads as undefined; writing undefined takes the parameter away.
 */
export function useUrlParameter<Value extends string>(
  name: string,
  values: readonly Value[],
): [Value | undefined, (value: Value | undefined) => void] {
  const parameters = useSearchParams();
  const written = parameters.get(name);
  const write = useCallback(
    (value: Value | undefined) => {
      const next = new URLSearchParams(window.location.search);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      const query = next.toString();
      window.history.pushState(null, "", query === "" ? window.location.pathname : `?${query}`);
    },
    [name],
  );
  return [values.find((value) => value === written), write];
}
