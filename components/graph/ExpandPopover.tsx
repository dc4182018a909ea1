"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/IconButton";
import { ExpandOptions } from "./ExpandOptions";
import styles from "./graph.module.css";
import { shortLabel } from "./label";
import type { GraphModel, Point } from "./model";

const WIDTH = 340;
const MARGIN = 8;

/** The expand menu beside its node. Arrow keys go through it, Escape closes it and gives the focus back. */
export function ExpandPopover({
  nodeId,
  at,
  area,
  model,
  busy,
  onExpand,
  onClose,
}: {
  nodeId: string;
  /** The node's place in the canvas, in CSS pixels. */
  at: Point;
  area: { width: number; height: number };
  model: GraphModel;
  busy: boolean;
  onExpand: (nodeId: string, kind: string, limit: number) => void;
  onClose: () => void;
}) {
  const box = useRef<HTMLDialogElement>(null);
  const node = model.nodes.get(nodeId);

  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return undefined;
    const cameFrom = document.activeElement;
    if (!dialog.contains(document.activeElement))
      dialog.querySelector("button")?.focus({ preventScroll: true });
    const onKeyDown = (event: KeyboardEvent): void => {
      event.stopPropagation();
      if (event.key === "Escape") return onClose();
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      const buttons = [...dialog.querySelectorAll("button")];
      const index = buttons.findIndex((button) => button === document.activeElement);
      const step = event.key === "ArrowDown" ? 1 : -1;
      buttons[(index + step + buttons.length) % buttons.length]?.focus();
    };
    dialog.addEventListener("keydown", onKeyDown);
    return () => {
      dialog.removeEventListener("keydown", onKeyDown);
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
    };
  }, [onClose]);

  if (node === undefined) return null;
  const left = Math.max(MARGIN, Math.min(at.x + 16, area.width - WIDTH - MARGIN));
  const top = Math.max(MARGIN, Math.min(at.y + 12, area.height - 220));
  return (
    <dialog ref={box} open aria-label="Expand" className={styles.popover} style={{ left, top, width: WIDTH }}>
      <div className={styles.popoverHead}>
        <span>
          Expand{" "}
          <bdi className={styles.mono}>
            {shortLabel(node.type === "account" ? node.accountId : node.display, 24)}
          </bdi>
        </span>
        <IconButton label="Close" size="small" onClick={onClose}>
          <X aria-hidden size={14} />
        </IconButton>
      </div>
      <ExpandOptions nodeId={nodeId} model={model} busy={busy} focusFirst onExpand={onExpand} />
    </dialog>
  );
}
