import type { Core } from "cytoscape";
import { createContext, use } from "react";

/** The drawing that the controllers under `GraphCanvas` act on. */
export const CanvasContext = createContext<Core | null>(null);

export function useCanvas(): Core {
  const cy = use(CanvasContext);
  if (cy === null) throw new Error("a canvas controller stands outside GraphCanvas");
  return cy;
}
