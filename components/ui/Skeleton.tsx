import styles from "./Skeleton.module.css";

/** A grey block the size of what will come, so that nothing jumps. */
export function Skeleton({
  width = "100%",
  height = 12,
}: {
  width?: number | string;
  height?: number | string;
}) {
  return <span aria-hidden className={styles.block} style={{ width, height }} />;
}

const WIDTHS = ["62%", "84%", "48%", "73%", "56%"];

/** Rows of a table or list that is loading; says so once to screen readers. */
export function SkeletonRows({ rows = 8, rowHeight = 30 }: { rows?: number; rowHeight?: number }) {
  return (
    <div aria-busy="true" className={styles.rows}>
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} style={{ height: rowHeight }}>
          <Skeleton width={WIDTHS[row % WIDTHS.length]} height={10} />
        </div>
      ))}
    </div>
  );
}
