import type { ComponentPropsWithRef } from "react";
import styles from "./TextInput.module.css";
import { classNames } from "./class-names";

/** One line of text. Inside a `Field`, spread its control props. */
export function TextInput({
  className,
  mono = false,
  ...rest
}: ComponentPropsWithRef<"input"> & { mono?: boolean }) {
  return <input type="text" {...rest} className={classNames(styles.input, mono && styles.mono, className)} />;
}

/** Several lines of text; grows with its content where the browser can. */
export function TextArea({ className, ...rest }: ComponentPropsWithRef<"textarea">) {
  return <textarea rows={3} {...rest} className={classNames(styles.input, styles.area, className)} />;
}

/** A checkbox or radio with its label and, below it, what it means. */
export function Choice({
  type = "checkbox",
  label,
  hint,
  ...rest
}: Omit<ComponentPropsWithRef<"input">, "type"> & {
  type?: "checkbox" | "radio";
  label: string;
  hint?: string;
}) {
  return (
    <label className={styles.choice}>
      <input {...rest} type={type} />
      <span>
        {label}
        {hint === undefined ? null : <span className={styles.choiceHint}>{hint}</span>}
      </span>
    </label>
  );
}
