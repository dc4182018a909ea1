"use client";

import { Tabs as RadixTabs } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Tabs.module.css";

export interface TabOption<Value extends string> {
  value: Value;
  label: string;
  /** Shown small beside the label. */
  count?: ReactNode;
}

/** Tabs under the caller's control, so that the chosen one can live in the URL. Panels are `TabPanel`s. */
export function Tabs<Value extends string>({
  value,
  onChange,
  options,
  label,
  children,
}: {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly TabOption<Value>[];
  /** Names the group for screen readers. */
  label: string;
  children: ReactNode;
}) {
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      className={styles.root}
    >
      <RadixTabs.List className={styles.list} aria-label={label}>
        {options.map((option) => (
          <RadixTabs.Trigger key={option.value} value={option.value} className={styles.tab}>
            {option.label}
            {option.count === undefined ? null : <span className={styles.count}>{option.count}</span>}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {children}
    </RadixTabs.Root>
  );
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <RadixTabs.Content value={value} className={styles.panel}>
      {children}
    </RadixTabs.Content>
  );
}
