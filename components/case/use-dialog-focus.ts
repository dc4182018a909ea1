import { useLayoutEffect, type RefObject } from "react";

/**
 * Puts the focus on the first thing to do once a dialog is open, and back to where it came from when
 * the dialog goes, unless something else has taken it or the opener is gone. Runs before the
 * dialog's own focus trap, which would hide the opener.
 */
export function useDialogFocus(target: RefObject<HTMLElement | null>, open: boolean): void {
  useLayoutEffect(() => {
    if (!open) return undefined;
    const opener = document.activeElement;
    const opening = requestAnimationFrame(() => target.current?.focus());
    return () => {
      cancelAnimationFrame(opening);
      requestAnimationFrame(() => {
        const free = document.activeElement === null || document.activeElement === document.body;
        if (free && opener instanceof HTMLElement && opener.isConnected) opener.focus();
      });
    };
  }, [target, open]);
}
