"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Page } from "@/components/shell/Page";
import { StaleNotice } from "@/components/source/StaleNotice";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { useToast } from "@/components/ui/Toast";
import { ROSTER_EXPORT_PATH, rosterQuery } from "@/lib/client/roster";
import { AddEntryDialog } from "./AddEntryDialog";
import { EntriesPanel } from "./EntriesPanel";
import { ImportDialog } from "./ImportDialog";
import { ProposedPanel } from "./ProposedPanel";
import styles from "./roster.module.css";

const LEAD =
  "Infrastructure many people share. What is on it counts as a large crowd, so it cannot tie accounts together.";

/** Known shared infrastructure: what is proposed, what is in force, and who said so. */
export function RosterPage() {
  const roster = useQuery(rosterQuery);
  const client = useQueryClient();
  const toast = useToast();
  const [dialog, setDialog] = useState<"add" | "import" | null>(null);
  const view = roster.data;
  const changed = (words: string): void => {
    toast(words);
    void client.invalidateQueries();
  };
  return (
    <Page
      title="Roster"
      lead={LEAD}
      actions={
        <>
          {/* A file, not a page: the router has no part in it. */}
          <a href={ROSTER_EXPORT_PATH} className={styles.export} download="roster.csv">
            Export CSV
          </a>
          {view?.mayEdit === true ? (
            <>
              <Button onClick={() => setDialog("import")}>Import…</Button>
              <Button variant="primary" onClick={() => setDialog("add")}>
                Add entry…
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <StaleNotice />
      <ProposedPanel mayEdit={view?.mayEdit === true} />
      {roster.isPending ? (
        <Panel title="Entries" flush>
          <SkeletonRows rows={8} />
        </Panel>
      ) : roster.data === undefined ? (
        <Panel title="Entries" flush>
          <ErrorState error={roster.error} onRetry={() => void roster.refetch()} />
        </Panel>
      ) : (
        <EntriesPanel view={roster.data} />
      )}
      {dialog === "add" ? (
        <AddEntryDialog
          kinds={view?.kinds ?? []}
          onAdded={() => changed("On the roster; the networks are stale until they are resolved again")}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === "import" ? (
        <ImportDialog
          onDone={(result) => changed(`${result.added + result.replaced} entries brought in`)}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  );
}
