import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownToken } from "./shown-value";

const TRANSFER = /^(recv|sent)_([a-z0-9]+)_([a-z0-9]+)$/;

/** `recv_<token>_<chain>` and `sent_<token>_<chain>`: the other wallet of a transfer. Undefined for other kinds. */
export function tokenTransfer(kind: string): IdentifierKindSpec | undefined {
  const match = TRANSFER.exec(kind);
  if (match === null) return undefined;
  const received = match[1] === "recv";
  const token = `${match[2] ?? ""} on ${match[3] ?? ""}`;
  return {
    kind,
    label: `${match[2] ?? ""} ${received ? "sender" : "recipient"} on ${match[3] ?? ""}`,
    family: "payment",
    leaseMs: neverReassigned,
    gap: "starts",
    kappa: 0.5,
    refersTo: "wallet",
    kappaWhenOwned: 1,
    show: shownToken,
    did: (shown) => `${received ? "received" : "sent"} ${token} ${received ? "from" : "to"} ${shown}`,
  };
}
