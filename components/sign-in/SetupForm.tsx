"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Command } from "@/components/ui/Command";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextInput } from "@/components/ui/TextInput";
import { setUp } from "@/lib/client/me";
import { ROLE_SENTENCE } from "@/lib/domain/user";
import { NewPasswordField } from "./NewPasswordField";
import { SignInFrame } from "./SignInFrame";
import styles from "./SignInFrame.module.css";
import { passwordProblem } from "./password-rule";
import { tokenProblem } from "./token-problem";

const NEW_LINK = "npm run ringleader -- setup-token";

const WHAT_TO_DO = {
  gone: "The desk is set up already. Sign in, or ask an admin for an invitation.",
  refused: `The link is used up or too old (30 minutes). Make a new one with: ${NEW_LINK}`,
};

/** Makes the first user from the one-time setup link. */
export function SetupForm({ token }: { token: string }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const mutation = useMutation({ mutationFn: setUp, onSuccess: () => window.location.assign("/") });
  const problem = tried ? passwordProblem(password) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (passwordProblem(password) === null)
      mutation.mutate({ token, name: name.trim(), email: email.trim(), password });
  };
  if (token === "") {
    return (
      <SignInFrame
        title="Set up"
        lead="This page opens with the one-time setup link that the server printed when it started. To print a new one:"
      >
        <Command>{NEW_LINK}</Command>
      </SignInFrame>
    );
  }
  return (
    <SignInFrame
      title="Set up the desk"
      lead={`You become its first user, as admin (${ROLE_SENTENCE.admin}) and investigator (${ROLE_SENTENCE.investigator}). Everyone else is invited.`}
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
        <Field label="Email" hint="You sign in with it; nothing is sent to it.">
          {(control) => (
            <TextInput
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <NewPasswordField value={password} onChange={setPassword} error={problem} />
        {mutation.isError ? <Notice tone="counter">{tokenProblem(mutation.error, WHAT_TO_DO)}</Notice> : null}
        <Button type="submit" variant="primary" busy={mutation.isPending || mutation.isSuccess}>
          Create first user
        </Button>
      </form>
    </SignInFrame>
  );
}
