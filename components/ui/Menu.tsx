"use client";

import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Menu.module.css";
import { classNames } from "./class-names";

/** A drop-down of actions; `trigger` is one button. Fill it with MenuItem, MenuChoices, MenuLabel, MenuSeparator. */
export function Menu({
  trigger,
  children,
  align = "end",
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "center" | "end";
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.content} align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  onSelect,
  children,
  detail,
  disabled = false,
  danger = false,
}: {
  onSelect: () => void;
  children: ReactNode;
  /** Right-hand figure or shortcut. */
  detail?: ReactNode;
  disabled?: boolean;
  danger?: boolean;
}) {
  return (
    <DropdownMenu.Item
      className={classNames(styles.item, danger && styles.danger)}
      onSelect={onSelect}
      disabled={disabled}
    >
      <span className={styles.text}>{children}</span>
      {detail === undefined ? null : <span className={styles.detail}>{detail}</span>}
    </DropdownMenu.Item>
  );
}

/** One of several, with the present one ticked. */
export function MenuChoices<Value extends string>({
  value,
  onChange,
  options,
}: {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}) {
  return (
    <DropdownMenu.RadioGroup
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={styles.item}>
          <span className={styles.text}>{option.label}</span>
          <DropdownMenu.ItemIndicator className={styles.detail}>✓</DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className={styles.label}>{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className={styles.separator} />;
}
