"use client";

import { Toast as RadixToast } from "radix-ui";
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import styles from "./Toast.module.css";
import { classNames } from "./class-names";

interface ToastMessage {
  id: number;
  text: string;
  tone: "ok" | "counter";
}

type ShowToast = (text: string, tone?: ToastMessage["tone"]) => void;

const ToastContext = createContext<ShowToast>(() => undefined);

/** `const toast = useToast(); toast("Claim added")` — a passing word in a live region. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<ToastMessage[]>([]);
  const nextId = useRef(0);
  const show = useCallback<ShowToast>((text, tone = "ok") => {
    nextId.current += 1;
    const id = nextId.current;
    setMessages((present) => [...present.slice(-2), { id, text, tone }]);
  }, []);
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext value={value}>
      <RadixToast.Provider duration={5_000} swipeDirection="right">
        {children}
        {messages.map((message) => (
          <RadixToast.Root
            key={message.id}
            type={message.tone === "counter" ? "foreground" : "background"}
            className={classNames(styles.toast, message.tone === "counter" && styles.counter)}
            onOpenChange={(open) => {
              if (!open) setMessages((present) => present.filter((other) => other.id !== message.id));
            }}
          >
            <RadixToast.Title className={styles.text}>{message.text}</RadixToast.Title>
            <RadixToast.Close aria-label="Dismiss" className={styles.close}>
              ×
            </RadixToast.Close>
          </RadixToast.Root>
        ))}
        <RadixToast.Viewport className={styles.viewport} />
      </RadixToast.Provider>
    </ToastContext>
  );
}
