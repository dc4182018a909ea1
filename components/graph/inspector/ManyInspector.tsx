import { Button } from "@/components/ui/Button";
import { KindIcon } from "@/components/ui/KindIcon";
import { counted, grouped } from "@/lib/core/format";
import { byKindOrder } from "../kind-order";
import { kindTitle } from "../kind-title";
import { type GraphCommand, type GraphModel, kindOf } from "../model";
import styles from "./inspector.module.css";
import { Section } from "./Section";

/** Several nodes at once: what they are, and what may be done to all of them. */
export function ManyInspector({
  model,
  dispatch,
}: {
  model: GraphModel;
  dispatch: (command: GraphCommand) => void;
}) {
  const counts = new Map<string, { label: string; count: number }>();
  for (const id of model.selection) {
    const node = model.nodes.get(id);
    if (node === undefined) continue;
    const label = kindTitle(kindOf(node), node.type === "account" ? "account" : node.kindLabel);
    const entry = counts.get(kindOf(node)) ?? { label, count: 0 };
    counts.set(kindOf(node), { label, count: entry.count + 1 });
  }
  return (
    <>
      <Section title={`${counted(model.selection.length, "node")} chosen`}>
        <ul className={styles.list}>
          {[...counts]
            .sort(([a], [b]) => byKindOrder(a, b))
            .map(([kind, { label, count }]) => (
              <li key={kind} className={styles.item}>
                <KindIcon kind={kind} />
                <span className={styles.grow}>{label}</span>
                <span className={styles.figure}>{grouped(count)}</span>
              </li>
            ))}
        </ul>
      </Section>
      <div className={styles.actions}>
        <Button size="small" onClick={() => dispatch({ type: "hide", ids: model.selection })}>
          Hide them
        </Button>
        <Button size="small" onClick={() => dispatch({ type: "pin", ids: model.selection })}>
          Pin them
        </Button>
        <Button size="small" variant="quiet" onClick={() => dispatch({ type: "select", ids: [] })}>
          Choose none
        </Button>
      </div>
    </>
  );
}
