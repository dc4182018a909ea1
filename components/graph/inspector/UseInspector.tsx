import { Button } from "@/components/ui/Button";
import { Id } from "@/components/ui/Id";
import { KindIcon } from "@/components/ui/KindIcon";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { grouped } from "@/lib/core/format";
import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import { cleanText } from "../label";
import { kindOf } from "../model";
import styles from "./inspector.module.css";
import { Facts, Section } from "./Section";

function Side({ node, onSelect }: { node: GraphNode; onSelect: (nodeId: string) => void }) {
  return (
    <div className={styles.side}>
      <KindIcon kind={kindOf(node)} />
      <Id value={node.type === "account" ? node.accountId : cleanText(node.display)} max={24} />
      <Button size="small" variant="quiet" onClick={() => onSelect(node.id)}>
        Inspect
      </Button>
    </div>
  );
}

/** An account and an identifier: how often and when the one used the other. */
export function UseInspector({
  account,
  identifier,
  edge,
  onSelect,
}: {
  account: GraphNode;
  identifier: GraphNode;
  edge: GraphEdge | undefined;
  onSelect: (nodeId: string) => void;
}) {
  return (
    <>
      <Section title="One use">
        <Side node={account} onSelect={onSelect} />
        <Side node={identifier} onSelect={onSelect} />
      </Section>
      <Section title="On record">
        {edge?.type === "use" ? (
          <Facts
            rows={[
              ["uses", grouped(edge.count)],
              ["first", <TimeUtc key="first" ms={edge.firstMs} />],
              ["last", <TimeUtc key="last" ms={edge.lastMs} />],
            ]}
          />
        ) : (
          <p className={styles.quiet}>No use of this identifier by this account is on the canvas.</p>
        )}
      </Section>
    </>
  );
}
