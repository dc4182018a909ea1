import { KindIcon } from "@/components/ui/KindIcon";
import { compact, counted, grouped } from "@/lib/core/format";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";
import type { GraphNode } from "@/lib/domain/views";
import styles from "./graph.module.css";
import { shortLabel } from "./label";
import { kindOf, type Point } from "./model";

function facts(node: GraphNode): string {
  if (node.type === "account")
    return [
      node.membership ?? "in no network",
      node.status,
      `${compact(node.exchanges)} exchanges`,
      ...(node.protected ? ["verified enterprise"] : []),
    ].join(" · ");
  return [
    `${counted(node.crowd, "account")} use it`,
    `${grouped(node.members)} in this network`,
    ...(node.roster === null ? [] : [ROSTER_CLASS_LABEL[node.roster]]),
  ].join(" · ");
}

/** A word about the node under the pointer; the inspector says the rest after a click. */
export function HoverCard({ node, at }: { node: GraphNode; at: Point }) {
  return (
    <div className={styles.hover} style={{ left: at.x, top: at.y }} aria-hidden>
      <div className={styles.hoverTitle}>
        <KindIcon kind={kindOf(node)} />
        <bdi>{shortLabel(node.type === "account" ? node.accountId : node.display, 48)}</bdi>
      </div>
      <div className={styles.hoverFacts}>{facts(node)}</div>
    </div>
  );
}
