import type { ComponentPropsWithRef, ReactNode } from "react";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip";
import { classNames } from "./class-names";

type IconButtonProps = Omit<ComponentPropsWithRef<"button">, "children"> & {
  /** What it does, in words: its accessible name and its tooltip. */
  label: string;
  children: ReactNode;
  /** Set on toggles: drawn pressed and told to screen readers. */
  pressed?: boolean;
  size?: "base" | "small";
};

/** A square button with an icon; the label is its name and tooltip. */
export function IconButton({ label, children, className, pressed, size = "base", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(styles.button, size === "small" && styles.small, className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
