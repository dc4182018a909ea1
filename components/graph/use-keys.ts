import { useEffect, useRef } from "react";

export interface KeyActions {
  undo: () => void;
  redo: () => void;
  fit: () => void;
  zoomIn: () => void;
  zoomOut: () => void;
  find: () => void;
  help: () => void;
  expand: () => void;
  hide: () => void;
  pin: () => void;
  arrange: () => void;
  clear: () => void;
}

/** The keys of the desk, as `?` lists them. */
export const KEYS: readonly { keys: string; does: string }[] = [
  { keys: "Ctrl K", does: "search anything" },
  { keys: "/", does: "find on the canvas; Enter goes to the next" },
  { keys: "E", does: "expand what is chosen: counts first" },
  { keys: "Delete", does: "hide what is chosen" },
  { keys: "P", does: "pin or unpin what is chosen" },
  { keys: "Escape", does: "choose nothing, close a menu" },
  { keys: "F", does: "fit the picture" },
  { keys: "+ −", does: "zoom" },
  { keys: "A", does: "arrange everything anew" },
  { keys: "Ctrl Z", does: "undo" },
  { keys: "Ctrl Shift Z", does: "redo" },
  { keys: "↑ ↓ Home End", does: "go through the outline" },
  { keys: "→ ←", does: "open and close in the outline" },
  { keys: "Enter", does: "choose in the outline; with Shift or by Space, choose also" },
  { keys: "Shift click", does: "choose also: two accounts are compared" },
  { keys: "Double click", does: "expand menu of a node" },
];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

function actionOf(event: KeyboardEvent): keyof KeyActions | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return key === "y" ? "redo" : null;
  }
  if (event.altKey) return null;
  const plain: Record<string, keyof KeyActions> = {
    "/": "find",
    "?": "help",
    e: "expand",
    f: "fit",
    a: "arrange",
    p: "pin",
    "+": "zoomIn",
    "=": "zoomIn",
    "-": "zoomOut",
    delete: "hide",
    backspace: "hide",
    escape: "clear",
  };
  return plain[key] ?? null;
}

/** Listens for the desk's keys wherever the focus is, except while typing or in a dialog. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (event.target instanceof Element && event.target.closest("[role=dialog]") !== null) return;
      const action = actionOf(event);
      if (action === null) return;
      event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
