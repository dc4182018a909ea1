"use client";

import cytoscape, { type Core } from "cytoscape";
import { useEffect, useRef, useState } from "react";
import { CanvasContext } from "./controllers/CanvasContext";
import { ElementsController } from "./controllers/ElementsController";
import { EventsController, type HoverTarget } from "./controllers/EventsController";
import { SelectionController } from "./controllers/SelectionController";
import { StyleController } from "./controllers/StyleController";
import { type Viewport, ViewportController } from "./controllers/ViewportController";
import styles from "./graph.module.css";
import { HoverCard } from "./HoverCard";
import type { GraphCommand, GraphModel } from "./model";

/** The drawing. It shows the model and turns gestures into commands; it holds nothing itself. */
export function GraphCanvas({
  model,
  pictureKey,
  found,
  dispatch,
  onMenu,
  onViewport,
  label,
}: {
  model: GraphModel;
  /** Changes when another picture is loaded, which is the only time the view fits itself. */
  pictureKey: string;
  found: readonly string[];
  dispatch: (command: GraphCommand) => void;
  onMenu: (nodeId: string) => void;
  onViewport: (viewport: Viewport) => void;
  /** What the picture shows, for screen readers; the outline is its equal in text. */
  label: string;
}) {
  const container = useRef<HTMLDivElement>(null);
  const [cy, setCy] = useState<Core | null>(null);
  const [hover, setHover] = useState<HoverTarget | null>(null);

  useEffect(() => {
    if (container.current === null) return undefined;
    const core = cytoscape({
      container: container.current,
      elements: [],
      layout: { name: "preset" },
      minZoom: 0.05,
      maxZoom: 4,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    setCy(core);
    return () => {
      setCy(null);
      core.destroy();
    };
  }, []);

  const hovered = hover === null ? undefined : model.nodes.get(hover.id);
  return (
    <figure className={styles.canvas} aria-label={label}>
      <div ref={container} className={styles.drawing} />
      {cy === null ? null : (
        <CanvasContext value={cy}>
          <StyleController />
          <ElementsController model={model} />
          <SelectionController model={model} found={found} />
          <ViewportController pictureKey={pictureKey} onViewport={onViewport} />
          <EventsController
            selection={model.selection}
            dispatch={dispatch}
            onMenu={onMenu}
            onHover={setHover}
          />
        </CanvasContext>
      )}
      {hover === null || hovered === undefined ? null : <HoverCard node={hovered} at={hover.at} />}
    </figure>
  );
}
