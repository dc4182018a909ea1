import { Panel } from "@/components/ui/Panel";
import type { NetworkView } from "@/lib/domain/views";
import { speaksAgainst } from "./speaks-against";
import styles from "./network.module.css";

/** What a reader should weigh against the network, counted from the records. */
export function AgainstPanel({ view }: { view: NetworkView }) {
  const sentences = speaksAgainst(view);
  return (
    <Panel title="What speaks against it">
      {sentences.length === 0 ? (
        <p className={styles.quiet}>
          Nothing in the network’s own figures. Each link says for itself what speaks against it.
        </p>
      ) : (
        <ul className={styles.against}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
