"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { TextInput } from "@/components/ui/TextInput";
import { minuteUtc } from "@/lib/core/time";
import styles from "./SettingsPage.module.css";

/** The one-time link with a copy button; selectable by hand where the clipboard is closed. */
export function InvitationLink({ url, expiresAtMs }: { url: string; expiresAtMs: number }) {
  const [said, setSaid] = useState("");
  const copy = (): void => {
    navigator.clipboard.writeText(url).then(
      () => setSaid("Copied."),
      () => setSaid("The browser does not let us copy: select the link and copy it by hand."),
    );
  };
  return (
    <Field label="Invitation link" hint={`Works until ${minuteUtc(expiresAtMs)}.`}>
      {(control) => (
        <>
          <div className={styles.link}>
            <TextInput {...control} mono readOnly value={url} onFocus={(event) => event.target.select()} />
            <Button onClick={copy}>Copy</Button>
          </div>
          <output>{said}</output>
        </>
      )}
    </Field>
  );
}
