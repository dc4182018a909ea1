import type { EventObject, NodeSingular } from "cytoscape";
import { useEffect } from "react";
import type { GraphCommand, Point } from "../model";
import { useCanvas } from "./CanvasContext";

/** What the pointer is over, with its place on the canvas element in CSS pixels. */
export interface HoverTarget {
  id: string;
  at: Point;
}

function withShift(event: EventObject): boolean {
  const original: unknown = event.originalEvent;
  return original instanceof MouseEvent && (original.shiftKey || original.ctrlKey || original.metaKey);
}

/** Pointer gestures become commands: choose, choose two, drag, open the expand menu. */
export function EventsController({
  selection,
  dispatch,
  onMenu,
  onHover,
}: {
  selection: readonly string[];
  dispatch: (command: GraphCommand) => void;
  onMenu: (nodeId: string) => void;
  onHover: (target: HoverTarget | null) => void;
}) {
  const cy = useCanvas();

  useEffect(() => {
    const choose = (ids: readonly string[], extend: boolean): void => {
      if (!extend) return dispatch({ type: "select", ids });
      const [only] = ids;
      if (ids.length === 1 && only !== undefined && selection.includes(only))
        return dispatch({ type: "select", ids: selection.filter((id) => id !== only) });
      dispatch({ type: "select", ids: [...selection, ...ids] });
    };
    const tapNode = (event: EventObject): void => choose([event.target.id()], withShift(event));
    const tapEdge = (event: EventObject): void =>
      choose([event.target.source().id(), event.target.target().id()], false);
    const tap = (event: EventObject): void => {
      if (event.target === cy && !withShift(event)) choose([], false);
    };
    cy.on("tap", "node", tapNode);
    cy.on("tap", "edge", tapEdge);
    cy.on("tap", tap);
    return () => {
      cy.off("tap", "node", tapNode);
      cy.off("tap", "edge", tapEdge);
      cy.off("tap", tap);
    };
  }, [cy, dispatch, selection]);

  useEffect(() => {
    const menu = (event: EventObject): void => {
      const id: string = event.target.id();
      dispatch({ type: "select", ids: [id] });
      onMenu(id);
    };
    const dropped = (event: EventObject): void => {
      const node: NodeSingular = event.target;
      dispatch({ type: "move", positions: [[node.id(), { ...node.position() }]] });
    };
    cy.on("dbltap", "node", menu);
    cy.on("cxttap", "node", menu);
    cy.on("dragfree", "node", dropped);
    return () => {
      cy.off("dbltap", "node", menu);
      cy.off("cxttap", "node", menu);
      cy.off("dragfree", "node", dropped);
    };
  }, [cy, dispatch, onMenu]);

  useEffect(() => {
    const over = (event: EventObject): void => {
      const node: NodeSingular = event.target;
      onHover({ id: node.id(), at: { ...node.renderedPosition() } });
    };
    const out = (): void => onHover(null);
    cy.on("mouseover", "node", over);
    cy.on("mouseout", "node", out);
    cy.on("pan zoom grab", out);
    return () => {
      cy.off("mouseover", "node", over);
      cy.off("mouseout", "node", out);
      cy.off("pan zoom grab", out);
    };
  }, [cy, onHover]);

  return null;
}
