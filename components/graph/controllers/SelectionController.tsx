import { useEffect } from "react";
import type { GraphModel } from "../model";
import { useCanvas } from "./CanvasContext";

/** Marks the model's selection, what it touches, and what the search found. */
export function SelectionController({ model, found }: { model: GraphModel; found: readonly string[] }) {
  const cy = useCanvas();

  useEffect(() => {
    const chosen = new Set(model.selection);
    cy.batch(() => {
      cy.elements(".chosen, .touched, .between, .found").removeClass("chosen touched between found");
      for (const id of chosen) {
        const node = cy.getElementById(id);
        node.addClass("chosen");
        node.connectedEdges().forEach((edge) => {
          const both = chosen.has(edge.source().id()) && chosen.has(edge.target().id());
          edge.addClass(both ? "between" : "touched");
        });
      }
      for (const id of found) cy.getElementById(id).addClass("found");
    });
  }, [cy, model, found]);

  return null;
}
