import Link from "next/link";
import type { ReactNode } from "react";
import { Count } from "@/components/ui/Count";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { grouped } from "@/lib/core/format";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import type { NetworkView } from "@/lib/domain/views";
import styles from "./network.module.css";

/** The figures of a network in one line of tiles. */
export function NetworkFacts({ view }: { view: NetworkView }) {
  const facts: [string, ReactNode][] = [
    [
      "core / probable / fringe",
      `${grouped(view.core)} / ${grouped(view.probable)} / ${grouped(view.fringe)}`,
    ],
    ["exchanges", <Count key="exchanges" value={view.exchanges} short />],
    ["window", <WindowUtc key="window" fromMs={view.firstMs} toMs={view.lastMs} />],
    ["strength, median of its links", <StrengthBar key="strength" bits={view.strengthBits} />],
    ["families of evidence", view.families.map((family) => FAMILY_LABEL[family]).join(" · ") || "none"],
    ["verified enterprises", grouped(view.protectedAccounts)],
    ["banned", grouped(view.bannedAccounts)],
    [
      "cases",
      view.cases.length === 0
        ? "none yet"
        : view.cases.map((entry, index) => (
            <span key={entry.id}>
              {index === 0 ? "" : ", "}
              <Link href={`/cases/${encodeURIComponent(entry.id)}`}>{entry.number}</Link>
            </span>
          )),
    ],
  ];
  return (
    <dl className={styles.tiles}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.tile}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
