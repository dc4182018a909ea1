import { useEffect } from "react";
import { stylesheet } from "../stylesheet";
import { useCanvas } from "./CanvasContext";

/** Draws in the colours of the theme, and again when the theme changes. */
export function StyleController() {
  const cy = useCanvas();

  useEffect(() => {
    const paint = (): void => {
      const tokens = getComputedStyle(document.documentElement);
      cy.style(stylesheet((name) => tokens.getPropertyValue(name).trim() || "#888888"));
    };
    paint();
    const observer = new MutationObserver(paint);
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ["data-theme", "class"],
    });
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", paint);
    return () => {
      observer.disconnect();
      system.removeEventListener("change", paint);
    };
  }, [cy]);

  return null;
}
