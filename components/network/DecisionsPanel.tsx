import { DecisionsOf } from "@/components/decision/DecisionsOf";
import type { NetworkView } from "@/lib/domain/views";

/** What analysts decided of accounts of this network. */
export function DecisionsPanel({ view }: { view: NetworkView }) {
  return (
    <DecisionsOf
      scope={{ networkId: view.id }}
      empty="Nobody has decided on accounts of this network: it is the engine’s own view."
      suggestions={view.members.map((member) => member.accountId)}
    />
  );
}
