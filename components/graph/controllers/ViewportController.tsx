import type { Core } from "cytoscape";
import { useEffect, useRef } from "react";
import type { Point } from "../model";
import { useCanvas } from "./CanvasContext";

/** What buttons and keys may do to the view. Nothing else ever moves it. */
export interface Viewport {
  fit: () => void;
  zoomBy: (factor: number) => void;
  /** Brings a node into sight; does nothing where it already is. */
  reveal: (nodeId: string) => void;
  /** Where a node is in the drawing area, in CSS pixels. */
  place: (nodeId: string) => Point | null;
  /** The drawing area, in CSS pixels. */
  size: () => { width: number; height: number };
}

const FIT_PADDING = 36;
/** A few nodes may stand large; many stay below the zoom at which accounts get labels. */
const FIT_ZOOM_MAX = { few: 1.3, many: 1 };
const FEW_NODES = 60;

function fit(cy: Core): void {
  if (cy.nodes().empty()) return;
  cy.fit(undefined, FIT_PADDING);
  const most = cy.nodes().length <= FEW_NODES ? FIT_ZOOM_MAX.few : FIT_ZOOM_MAX.many;
  if (cy.zoom() <= most) return;
  cy.zoom(most);
  cy.center();
}

function viewportOf(cy: Core): Viewport {
  return {
    fit: () => fit(cy),
    zoomBy: (factor) =>
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    reveal: (nodeId) => {
      const node = cy.getElementById(nodeId);
      if (node.empty()) return;
      const { x1, x2, y1, y2 } = cy.extent();
      const { x, y } = node.position();
      if (x < x1 || x > x2 || y < y1 || y > y2) cy.center(node);
    },
    place: (nodeId) => {
      const node = cy.getElementById(nodeId);
      return node.empty() ? null : { ...node.renderedPosition() };
    },
    size: () => ({ width: cy.width(), height: cy.height() }),
  };
}

/** Fits once when a picture is new (`pictureKey`), then leaves the view to the analyst. */
export function ViewportController({
  pictureKey,
  onViewport,
}: {
  pictureKey: string;
  onViewport: (viewport: Viewport) => void;
}) {
  const cy = useCanvas();
  const fitted = useRef<string | null>(null);

  useEffect(() => onViewport(viewportOf(cy)), [cy, onViewport]);

  useEffect(() => {
    if (fitted.current === pictureKey || cy.nodes().empty()) return;
    fitted.current = pictureKey;
    fit(cy);
  });

  useEffect(() => {
    const container = cy.container();
    if (container === null) return undefined;
    const observer = new ResizeObserver(() => cy.resize());
    observer.observe(container);
    return () => observer.disconnect();
  }, [cy]);

  return null;
}
