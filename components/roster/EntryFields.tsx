import { Field } from "@/components/ui/Field";
import { TextInput } from "@/components/ui/TextInput";
import { ROSTER_CLASS_LABEL, ROSTER_CLASSES, type RosterClass } from "@/lib/domain/roster";
import styles from "./roster.module.css";

/** What every entry has, as typed. */
export interface EntryDraft {
  class: RosterClass;
  capacity: string;
  note: string;
}

/** A capacity as typed, undefined where it is no whole number. */
export function capacityOf(text: string): number | undefined {
  const digits = text.replaceAll(/[\s\u202f,_]/g, "");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

/** Class, capacity and note of an entry. */
export function EntryFields({
  draft,
  onChange,
}: {
  draft: EntryDraft;
  onChange: (draft: EntryDraft) => void;
}) {
  return (
    <>
      <Field label="Class">
        {(control) => (
          <select
            {...control}
            className={styles.select}
            value={draft.class}
            onChange={(event) => {
              const chosen = ROSTER_CLASSES.find((value) => value === event.target.value);
              if (chosen !== undefined) onChange({ ...draft, class: chosen });
            }}
          >
            {ROSTER_CLASSES.map((value) => (
              <option key={value} value={value}>
                {ROSTER_CLASS_LABEL[value]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="Capacity"
        hint="How many accounts it may serve. The engine counts at least so many on it; the more, the less it says."
        error={
          draft.capacity !== "" && capacityOf(draft.capacity) === undefined
            ? "a whole number, such as 2000"
            : null
        }
      >
        {(control) => (
          <TextInput
            {...control}
            required
            inputMode="numeric"
            value={draft.capacity}
            onChange={(event) => onChange({ ...draft, capacity: event.target.value })}
          />
        )}
      </Field>
      <Field label="Note" hint="How you know." optional>
        {(control) => (
          <TextInput
            {...control}
            maxLength={500}
            value={draft.note}
            onChange={(event) => onChange({ ...draft, note: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
