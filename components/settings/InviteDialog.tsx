"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { Choice, TextInput } from "@/components/ui/TextInput";
import { errorAdvice } from "@/components/ui/error-advice";
import { queryKeys } from "@/lib/client/query-keys";
import { invite } from "@/lib/client/users";
import { ROLE_LABEL, ROLE_SENTENCE, ROLES, type Role } from "@/lib/domain/user";
import { InvitationLink } from "./InvitationLink";
import styles from "./SettingsPage.module.css";

const FORM_ID = "invite-form";

/** Email and roles in, a one-time link out. The link is shown here once and nowhere again. */
export function InviteDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<Role[]>([]);
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: invite,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.users }),
  });
  const close = (next: boolean): void => {
    onOpenChange(next);
    if (!next) {
      setEmail("");
      setRoles([]);
      setTried(false);
      mutation.reset();
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (roles.length > 0) mutation.mutate({ email: email.trim(), roles });
  };
  if (mutation.data !== undefined) {
    return (
      <Dialog
        open={open}
        onOpenChange={close}
        title="Invitation made"
        description={`Give this link to ${mutation.data.invitation.email} yourself: it is shown once, works once, and nothing is mailed.`}
        footer={
          <Button variant="primary" onClick={() => close(false)}>
            Done
          </Button>
        }
      >
        <InvitationLink url={mutation.data.url} expiresAtMs={mutation.data.invitation.expiresAtMs} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Invite someone"
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={mutation.isPending}>
            Make link
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={submit}>
        <Field label="Email" hint="They sign in with it.">
          {(control) => (
            <TextInput
              {...control}
              type="email"
              required
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <fieldset className={styles.roleChoices}>
          <legend>Roles</legend>
          {ROLES.map((role) => (
            <Choice
              key={role}
              label={ROLE_LABEL[role]}
              hint={ROLE_SENTENCE[role]}
              checked={roles.includes(role)}
              onChange={(event) =>
                setRoles((present) =>
                  event.target.checked ? [...present, role] : present.filter((other) => other !== role),
                )
              }
            />
          ))}
        </fieldset>
        {tried && roles.length === 0 ? <Notice tone="counter">Choose at least one role.</Notice> : null}
        {mutation.isError ? <Notice tone="counter">{errorAdvice(mutation.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
