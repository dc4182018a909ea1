import { cleanText, shortLabel } from "@/components/graph/label";
import type { AddressOrigin } from "@/lib/domain/address-origin";
import styles from "./roster.module.css";

/** "AS4200000061 Copperharbour Private Relay · FR": whose network an address lies in. */
export function AddressOriginLine({ origin, max = 40 }: { origin: AddressOrigin; max?: number }) {
  const where = [origin.country, origin.class].filter((part) => part !== "");
  return (
    <span title={cleanText(origin.data)}>
      {origin.asn === null ? null : <span className={styles.asn}>AS{origin.asn} </span>}
      <bdi>{shortLabel(origin.organization === "" ? "unnamed network" : origin.organization, max)}</bdi>
      {where.length === 0 ? "" : ` · ${where.map((part) => cleanText(part)).join(" · ")}`}
    </span>
  );
}
