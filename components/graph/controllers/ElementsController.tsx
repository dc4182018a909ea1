import type { Core } from "cytoscape";
import { useEffect, useRef } from "react";
import { type CanvasElement, canvasElements } from "../elements";
import type { GraphModel } from "../model";
import { useCanvas } from "./CanvasContext";

const STATE_CLASSES = ["chosen", "touched", "between", "found"] as const;

function sameData(a: CanvasElement["data"], b: CanvasElement["data"]): boolean {
  return a.label === b.label && a.size === b.size && a.width === b.width;
}

/** Keeps the drawing equal to the model's visible part, touching only what differs. */
export function ElementsController({ model }: { model: GraphModel }) {
  const cy = useCanvas();
  const drawn = useRef<{ cy: Core; elements: Map<string, CanvasElement> } | null>(null);

  useEffect(() => {
    const wanted = canvasElements(model);
    const present = drawn.current?.cy === cy ? drawn.current.elements : new Map<string, CanvasElement>();
    cy.batch(() => {
      for (const id of present.keys()) if (!wanted.has(id)) cy.getElementById(id).remove();
      const fresh: CanvasElement[] = [];
      for (const [id, element] of wanted) {
        const old = present.get(id);
        const shown = cy.getElementById(id);
        if (old === undefined || shown.empty()) {
          fresh.push(element);
          continue;
        }
        if (!sameData(old.data, element.data)) shown.data(element.data);
        if (old.classes !== element.classes) {
          const kept = STATE_CLASSES.filter((name) => shown.hasClass(name));
          shown.classes(element.classes);
          if (kept.length > 0) shown.addClass(kept.join(" "));
        }
        const at = element.position;
        if (at === undefined || !shown.isNode()) continue;
        const now = shown.position();
        if (now.x !== at.x || now.y !== at.y) shown.position({ ...at });
      }
      cy.add(
        fresh.map((element) =>
          element.position === undefined ? element : { ...element, position: { ...element.position } },
        ),
      );
    });
    drawn.current = { cy, elements: wanted };
  }, [cy, model]);

  return null;
}
