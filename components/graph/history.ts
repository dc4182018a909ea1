import { counted } from "@/lib/core/format";
import { shortLabel } from "./label";
import { applyCommand, EMPTY_MODEL, type GraphCommand, type GraphModel } from "./model";

/** One step as it is named in the undo button. */
interface Step {
  name: string;
  before: GraphModel;
  after: GraphModel;
}

/** A model with everything that was done to it. Selecting is no step: undo never jumps about. */
export interface GraphHistory {
  model: GraphModel;
  done: readonly Step[];
  undone: readonly Step[];
}

export const EMPTY_HISTORY: GraphHistory = { model: EMPTY_MODEL, done: [], undone: [] };

export function startHistory(model: GraphModel): GraphHistory {
  return { model, done: [], undone: [] };
}

function nodeName(model: GraphModel, id: string): string {
  const node = model.nodes.get(id);
  if (node === undefined) return shortLabel(id, 22);
  return shortLabel(node.type === "account" ? node.accountId : node.display, 22);
}

function stepName(before: GraphModel, after: GraphModel, command: GraphCommand): string {
  const subject = (ids: readonly string[]): string =>
    ids.length === 1
      ? nodeName(after.nodes.has(ids[0] ?? "") ? after : before, ids[0] ?? "")
      : counted(ids.length, "node");
  switch (command.type) {
    case "add":
      return `load ${counted(after.nodes.size - before.nodes.size, "more node")}`;
    case "expand":
      return `expand ${nodeName(after, command.nodeId)} (${counted(after.nodes.size - before.nodes.size, "new node")})`;
    case "remove":
      return `remove ${subject(command.ids)}`;
    case "hide":
      return `hide ${subject(command.ids)}`;
    case "show":
      return `show ${subject(command.ids)}`;
    case "toggleKind":
      return `${after.hiddenKinds.has(command.kind) ? "hide" : "show"} kind ${command.kind.replaceAll("_", " ")}`;
    case "pin":
      return `pin ${subject(command.ids)}`;
    case "unpin":
      return `unpin ${subject(command.ids)}`;
    case "move":
      return `move ${subject(command.positions.map(([id]) => id))}`;
    case "arrange":
      return "arrange";
    case "select":
      return "select";
  }
}

/** Runs a command. One that changes nothing leaves no step. */
export function perform(history: GraphHistory, command: GraphCommand): GraphHistory {
  const before = history.model;
  const after = applyCommand(before, command);
  if (after === before) return history;
  if (command.type === "select") return { ...history, model: after };
  const step = { name: stepName(before, after, command), before, after };
  return { model: after, done: [...history.done, step], undone: [] };
}

/** Back to exactly what was there before the last step. */
export function undo(history: GraphHistory): GraphHistory {
  const step = history.done.at(-1);
  if (step === undefined) return history;
  return { model: step.before, done: history.done.slice(0, -1), undone: [...history.undone, step] };
}

/** Forward to exactly what was there after the step last undone. */
export function redo(history: GraphHistory): GraphHistory {
  const step = history.undone.at(-1);
  if (step === undefined) return history;
  return { model: step.after, done: [...history.done, step], undone: history.undone.slice(0, -1) };
}
