"use client";

import { Page } from "@/components/shell/Page";
import { useActor, useHasRole } from "@/components/shell/ActorContext";
import { Panel } from "@/components/ui/Panel";
import { ROLE_LABEL, ROLE_SENTENCE } from "@/lib/domain/user";
import { AppearancePanel } from "./AppearancePanel";
import { CalibrationPanel } from "./CalibrationPanel";
import { RetentionPanels } from "./RetentionPanels";
import styles from "./SettingsPage.module.css";
import { UsersPanels } from "./UsersPanels";

/** Oneself, the look of the desk, what bits have been worth, how long records are kept, and for admins the people on it. */
export function SettingsPage() {
  const actor = useActor();
  const isAdmin = useHasRole("admin");
  const readsDesk = useHasRole("investigator", "manager", "counsel");
  const readsRetention = useHasRole("manager", "counsel", "admin", "auditor");
  return (
    <Page title="Settings" narrow>
      <Panel title="You" note={actor.email}>
        <dl className={styles.roles}>
          {actor.roles.map((role) => (
            <div key={role}>
              <dt>{ROLE_LABEL[role]}</dt>
              <dd>{ROLE_SENTENCE[role]}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <AppearancePanel />
      {readsDesk ? <CalibrationPanel /> : null}
      {readsRetention ? <RetentionPanels /> : null}
      {isAdmin ? <UsersPanels /> : null}
    </Page>
  );
}
