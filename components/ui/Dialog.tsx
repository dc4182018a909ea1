"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import { useRef, type ReactNode } from "react";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";
import { classNames } from "./class-names";

/** A modal with title and close; Escape and the backdrop close it, focus returns to where it came from. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  wide = false,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  wide?: boolean;
}) {
  const content = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  /** To the first control of the body rather than to Close; the dialog itself where it holds none. */
  const focusFirst = (event: Event): void => {
    event.preventDefault();
    opener.current = document.activeElement;
    const control = body.current?.querySelector<HTMLElement>("input, textarea, select, button, a[href]");
    (control ?? content.current)?.focus();
  };
  /** The dialogs have no trigger of their own: whoever had the focus when one opened gets it back. */
  const focusOpener = (event: Event): void => {
    if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
    event.preventDefault();
    opener.current.focus();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={styles.overlay} />
        <RadixDialog.Content
          ref={content}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={focusOpener}
          className={classNames(styles.content, wide && styles.wide)}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <header className={styles.header}>
            <RadixDialog.Title className={styles.title}>{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton label="Close" size="small">
                <X aria-hidden />
              </IconButton>
            </RadixDialog.Close>
          </header>
          {description === undefined ? null : (
            <RadixDialog.Description className={styles.description}>{description}</RadixDialog.Description>
          )}
          <div ref={body} className={styles.body}>
            {children}
          </div>
          {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
