import { ADDRESS_DATA_CREDITS, type AddressOrigin } from "@/lib/domain/address-origin";
import styles from "./roster.module.css";

/** Names the public data behind what is shown, as its licences ask; silent where only one's own list answered. */
export function AddressCredits({ origins }: { origins: readonly (AddressOrigin | null)[] }) {
  const data = [...new Set(origins.flatMap((origin) => (origin?.source === "public" ? [origin.data] : [])))];
  if (data.length === 0) return null;
  return (
    <p className={styles.credits}>
      {ADDRESS_DATA_CREDITS.map((credit, index) => (
        <span key={credit.label}>
          {index === 0
            ? credit.sentence.replace(/^./, (first) => first.toUpperCase())
            : `, ${credit.sentence}`}{" "}
          <a href={credit.href} rel="noreferrer" target="_blank">
            {credit.label}
          </a>
        </span>
      ))}
      {" · "}
      {data.join(", ")}
    </p>
  );
}
