"use client";

import { Sentence } from "@/components/ui/Sentence";
import { TextInput } from "@/components/ui/TextInput";
import type { FileInspection, TableColumns } from "@/lib/domain/upload";
import { CONVERSION_WORDS, conversionsFor, isConversion } from "./conversions";
import type { CellSource } from "./mapping-draft";
import styles from "./mapping.module.css";

/** Values of the select: a column by its place, so that no name can be taken for another choice. */
const NOTHING = "nothing";
const CONSTANT = "constant";

function chosen(value: string, inspection: FileInspection): CellSource {
  if (value === CONSTANT) return { from: "constant", text: "" };
  const column = value === NOTHING ? undefined : inspection.columns[Number(value)];
  return column === undefined ? { from: "nothing" } : { from: "column", name: column.name, convert: null };
}

/** One column of the bundle: which column of the file feeds it, and how it is read. */
export function MappingRow({
  fileName,
  column,
  source,
  inspection,
  onChange,
}: {
  fileName: string;
  column: TableColumns["columns"][number];
  source: CellSource;
  inspection: FileInspection;
  onChange: (source: CellSource) => void;
}) {
  const place =
    source.from === "column" ? inspection.columns.findIndex((each) => each.name === source.name) : -1;
  const samples = inspection.columns[place]?.samples ?? [];
  const conversions = conversionsFor(column);
  const open = column.required && source.from === "nothing";
  return (
    <tr>
      <th scope="row">
        <code>{column.name}</code>
        {column.required ? <span className={styles.required}> needed</span> : null}
      </th>
      <td>
        <select
          className={styles.select}
          aria-label={`${column.name} of ${fileName} comes from`}
          aria-invalid={open ? true : undefined}
          value={source.from === "column" ? String(place) : source.from === "constant" ? CONSTANT : NOTHING}
          onChange={(event) => onChange(chosen(event.target.value, inspection))}
        >
          <option value={NOTHING}>{column.required ? "choose a column" : "not in this file"}</option>
          {inspection.columns.map((each, at) => (
            <option key={each.name} value={String(at)}>
              {each.name}
            </option>
          ))}
          <option value={CONSTANT}>always the same text…</option>
        </select>
      </td>
      <td>
        {source.from === "constant" ? (
          <TextInput
            aria-label={`${column.name} of ${fileName}: the text`}
            value={source.text}
            maxLength={1_000}
            onChange={(event) => onChange({ from: "constant", text: event.target.value })}
          />
        ) : null}
        {source.from === "column" && conversions.length > 0 ? (
          <select
            className={styles.select}
            aria-label={`${column.name} of ${fileName} is read as`}
            value={source.convert ?? ""}
            onChange={(event) =>
              onChange({
                ...source,
                convert: isConversion(event.target.value) ? event.target.value : null,
              })
            }
          >
            <option value="">as it is</option>
            {[...new Set([...conversions, ...(source.convert === null ? [] : [source.convert])])].map(
              (each) => (
                <option key={each} value={each}>
                  {CONVERSION_WORDS[each]}
                </option>
              ),
            )}
          </select>
        ) : null}
      </td>
      <td className={styles.samples}>
        {samples.map((sample, at) => (
          <code key={`${at} ${sample}`}>
            <Sentence>{sample}</Sentence>
          </code>
        ))}
      </td>
    </tr>
  );
}
