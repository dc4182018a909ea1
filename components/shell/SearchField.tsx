"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { SearchPalette } from "@/components/search/SearchPalette";
import styles from "./SearchField.module.css";

/** Search from anywhere: the field, ⌘K or Ctrl+K opens the palette. */
export function SearchField() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setOpen((present) => !present);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
      >
        <Search aria-hidden />
        <span className={styles.text}>Search anything</span>
        <kbd aria-hidden className={styles.keys}>
          ⌘K
        </kbd>
      </button>
      <SearchPalette open={open} onOpenChange={setOpen} />
    </>
  );
}
