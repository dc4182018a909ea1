import Link from "next/link";
import { compact } from "@/lib/core/format";
import styles from "./ChartLegend.module.css";

interface LegendEntry {
  id: string;
  label: string;
  color: string;
  /** Sum over the window. */
  total: number;
  href?: string;
}

/** One entry per colour with its sum, in the order of the stack. */
export function ChartLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className={styles.legend}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <span className={styles.swatch} style={{ background: entry.color }} aria-hidden />
          {entry.href === undefined ? entry.label : <Link href={entry.href}>{entry.label}</Link>}
          <span className={styles.total}>{compact(entry.total)}</span>
        </li>
      ))}
    </ul>
  );
}
