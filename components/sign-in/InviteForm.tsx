"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button, ButtonLink } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextInput } from "@/components/ui/TextInput";
import { acceptInvitation } from "@/lib/client/me";
import { NewPasswordField } from "./NewPasswordField";
import { SignInFrame } from "./SignInFrame";
import styles from "./SignInFrame.module.css";
import { passwordProblem } from "./password-rule";
import { tokenProblem } from "./token-problem";

const WHAT_TO_DO = {
  gone: "This invitation is used already. Sign in with the password you chose, or ask an admin for a new one.",
  refused: "This invitation is used up or too old. Ask an admin for a new one.",
};

/** Turns an invitation into a user; email and roles were fixed by whoever invited. */
export function InviteForm({ token }: { token: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const mutation = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: () => window.location.assign("/"),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (passwordProblem(password) === null) mutation.mutate({ token, name: name.trim(), password });
  };
  if (token === "") {
    return (
      <SignInFrame
        title="Invitation"
        lead="This page opens with the link an admin gave you. The link seems to be cut off: ask for it again."
      >
        <ButtonLink href="/login">Sign in instead</ButtonLink>
      </SignInFrame>
    );
  }
  return (
    <SignInFrame
      title="Accept the invitation"
      lead="Choose a password. Your email and roles come with the invitation; you will see your roles under Settings."
    >
      <form className={styles.form} onSubmit={submit} method="post">
        <Field label="Your name" hint="As it stands in cases and the audit log.">
          {(control) => (
            <TextInput
              {...control}
              name="name"
              autoComplete="name"
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <NewPasswordField
          value={password}
          onChange={setPassword}
          error={tried ? passwordProblem(password) : null}
        />
        {mutation.isError ? <Notice tone="counter">{tokenProblem(mutation.error, WHAT_TO_DO)}</Notice> : null}
        <Button type="submit" variant="primary" busy={mutation.isPending || mutation.isSuccess}>
          Join the desk
        </Button>
      </form>
    </SignInFrame>
  );
}
