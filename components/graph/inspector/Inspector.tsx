"use client";

import { Button } from "@/components/ui/Button";
import { parseNodeId } from "@/lib/domain/graph-id";
import { ExpandOptions } from "../ExpandOptions";
import { edgeKey, type GraphCommand, type GraphModel, isVisible } from "../model";
import { AccountInspector } from "./AccountInspector";
import { IdentifierInspector } from "./IdentifierInspector";
import styles from "./inspector.module.css";
import { ManyInspector } from "./ManyInspector";
import { NetworkInspector } from "./NetworkInspector";
import { PairInspector } from "./PairInspector";
import { Section } from "./Section";
import { UseInspector } from "./UseInspector";

interface InspectorProps {
  model: GraphModel;
  busy: boolean;
  dispatch: (command: GraphCommand) => void;
  onExpand: (nodeId: string, kind: string, limit: number) => void;
  onReveal: (nodeId: string) => void;
}

function One({ nodeId, model, busy, dispatch, onExpand, onReveal }: InspectorProps & { nodeId: string }) {
  const parsed = parseNodeId(nodeId);
  const onCanvas = (id: string): boolean => {
    const node = model.nodes.get(id);
    return node !== undefined && isVisible(model, node);
  };
  const select = (ids: string[]): void => {
    dispatch({ type: "select", ids });
    const last = ids.at(-1);
    if (last !== undefined) onReveal(last);
  };
  const pinned = model.pinned.has(nodeId);
  if (parsed === undefined) return null;
  return (
    <>
      {parsed.type === "account" ? (
        <AccountInspector accountId={parsed.accountId} onSelect={select} onCanvas={onCanvas} />
      ) : (
        <IdentifierInspector
          identifier={parsed.identifier}
          networkId={model.networkId}
          onSelect={(id) => select([id])}
          onCanvas={onCanvas}
        />
      )}
      <Section title="Expand">
        <ExpandOptions nodeId={nodeId} model={model} busy={busy} onExpand={onExpand} />
      </Section>
      <div className={styles.actions}>
        <Button size="small" onClick={() => dispatch({ type: "hide", ids: [nodeId] })}>
          Hide
        </Button>
        <Button size="small" onClick={() => dispatch({ type: pinned ? "unpin" : "pin", ids: [nodeId] })}>
          {pinned ? "Unpin" : "Pin"}
        </Button>
      </div>
    </>
  );
}

/** Says what is chosen on the canvas, and why it is there. */
export function Inspector(props: InspectorProps) {
  const { model, dispatch, onReveal } = props;
  const [first, second] = model.selection;
  const a = first === undefined ? undefined : model.nodes.get(first);
  const b = second === undefined ? undefined : model.nodes.get(second);
  const select = (id: string): void => {
    dispatch({ type: "select", ids: [id] });
    onReveal(id);
  };
  if (model.selection.length === 1 && first !== undefined)
    return <One key={first} {...props} nodeId={first} />;
  if (model.selection.length === 2 && a !== undefined && b !== undefined) {
    if (a.type === "account" && b.type === "account")
      return <PairInspector accountA={a.accountId} accountB={b.accountId} />;
    if (a.type !== b.type) {
      const [account, identifier] = a.type === "account" ? [a, b] : [b, a];
      const edge =
        [...model.edges.values()].find(
          (candidate) =>
            candidate.type === "use" &&
            edgeKey(candidate) === edgeKey({ ...candidate, source: account.id, target: identifier.id }),
        ) ??
        [...model.edges.values()].find(
          (candidate) =>
            candidate.type === "use" && candidate.source === identifier.id && candidate.target === account.id,
        );
      return <UseInspector account={account} identifier={identifier} edge={edge} onSelect={select} />;
    }
  }
  if (model.selection.length > 1) return <ManyInspector model={model} dispatch={dispatch} />;
  if (model.networkId !== null)
    return (
      <NetworkInspector
        networkId={model.networkId}
        onSelect={select}
        onCanvas={(id) => {
          const node = model.nodes.get(id);
          return node !== undefined && isVisible(model, node);
        }}
      />
    );
  return <p className={styles.quiet}>Click an account, an identifier or a line to see why it is there.</p>;
}
