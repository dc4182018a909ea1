"use client";

import { Dialog } from "@/components/ui/Dialog";
import styles from "./graph.module.css";
import { KEYS } from "./use-keys";

/** What every key does. */
export function ShortcutsDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys">
      <dl className={styles.keys}>
        {KEYS.map(({ keys, does }) => (
          <div key={keys} className={styles.keyRow}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
