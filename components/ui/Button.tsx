import Link from "next/link";
import type { ComponentPropsWithRef, ReactNode } from "react";
import styles from "./Button.module.css";
import { classNames } from "./class-names";

interface ButtonLook {
  variant?: "primary" | "default" | "quiet" | "danger";
  size?: "base" | "small";
  icon?: ReactNode;
}

type ButtonProps = ButtonLook & ComponentPropsWithRef<"button"> & { busy?: boolean };

function lookOf({ variant = "default", size = "base" }: ButtonLook, className: string | undefined): string {
  return classNames(styles.button, styles[variant], size === "small" && styles.small, className);
}

/** A button; `busy` keeps its width, disables it and says so to screen readers. */
export function Button({
  variant,
  size,
  icon,
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type === "submit" ? "submit" : type === "reset" ? "reset" : "button"}
      className={lookOf({ variant, size }, className)}
      disabled={disabled === true || busy}
      aria-busy={busy}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}

type ButtonLinkProps = ButtonLook & ComponentPropsWithRef<typeof Link>;

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={lookOf({ variant, size }, className)}>
      {icon}
      <span>{children}</span>
    </Link>
  );
}
