import styles from "./explain.module.css";
import type { WaterfallBar } from "./waterfall";

/** One bar of the waterfall; the figure beside it says the same in words. */
export function WaterfallTrack({ bar, counter = false }: { bar: WaterfallBar; counter?: boolean }) {
  return (
    <div className={styles.track} aria-hidden>
      <div
        className={counter ? styles.barCounter : styles.bar}
        style={{ left: `${bar.left * 100}%`, width: `max(2px, ${bar.width * 100}%)` }}
      />
    </div>
  );
}
