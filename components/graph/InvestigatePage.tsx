"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Investigate } from "./Investigate";
import { InvestigateStart } from "./InvestigateStart";
import { readViewAddress } from "./view-url";

/** The view a link names; what is done to it afterwards goes into the address bar, not back from it. */
function View({ search }: { search: string }) {
  const [start] = useState(() => readViewAddress(new URLSearchParams(search)));
  return <Investigate start={start} />;
}

/** /investigate: a network, what grows from one account or identifier, or the choice of where to begin. */
export function InvestigatePage() {
  const parameters = useSearchParams();
  const address = readViewAddress(parameters);
  const from = address.networkId ?? address.seed;
  if (from === null) return <InvestigateStart query={parameters.get("q") ?? ""} />;
  return <View key={from} search={parameters.toString()} />;
}
