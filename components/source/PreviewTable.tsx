import { cleanText } from "@/components/graph/label";
import { Sentence } from "@/components/ui/Sentence";
import { counted } from "@/lib/core/format";
import type { FileInspection } from "@/lib/domain/upload";
import styles from "./preview.module.css";

/** The first rows of a file as they stand in it, shortened and masked; scrolls in its own frame. */
export function PreviewTable({ name, inspection }: { name: string; inspection: FileInspection }) {
  const { columns, rows, columnsLeftOff } = inspection;
  return (
    <>
      <section className={styles.frame} aria-label={`First rows of ${name}`}>
        <table className={styles.table}>
          <caption className="visually-hidden">First rows of {name}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>
                <span className="visually-hidden">Row</span>
              </th>
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  <Sentence>{column.name}</Sentence>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={`${index} ${row[0] ?? ""}`}>
                <th scope="row" className={styles.number}>
                  {index + 1}
                </th>
                {columns.map((column, at) => (
                  <td key={column.name} title={cleanText(row[at] ?? "")}>
                    <Sentence>{row[at] ?? ""}</Sentence>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.foot}>
        The first {counted(rows.length, "row")}; personal data is masked.
        {columnsLeftOff > 0 ? ` ${counted(columnsLeftOff, "more column")} not shown.` : ""}
      </p>
    </>
  );
}
