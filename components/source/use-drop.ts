"use client";

import { useEffect, useRef, useState, type RefObject } from "react";

/** Files dropped onto an element; `over` while some hover above it. A drop beside it opens no file in the window. */
export function useDrop(onFiles: (files: readonly File[]) => void): {
  zone: RefObject<HTMLElement | null>;
  over: boolean;
} {
  const zone = useRef<HTMLElement | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const inZone = (event: DragEvent): boolean =>
      event.target instanceof Node && zone.current?.contains(event.target) === true;
    const drag = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(inZone(event));
    };
    const drop = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(false);
      if (inZone(event)) onFiles([...event.dataTransfer.files]);
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("drop", drop);
    };
  }, [onFiles]);
  return { zone, over };
}
