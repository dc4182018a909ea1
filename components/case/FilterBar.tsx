import { classNames } from "@/components/ui/class-names";
import styles from "./FilterBar.module.css";

/** A row of choices, one pressed, each with how many rows it leaves. */
export function FilterBar<Value extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; count: number }[];
}) {
  return (
    <fieldset aria-label={label} className={styles.bar}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          className={classNames(styles.option, option.value === value && styles.chosen)}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          <span className={styles.count}>{option.count}</span>
        </button>
      ))}
    </fieldset>
  );
}
