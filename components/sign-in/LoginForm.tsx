"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { pathAfterSignIn } from "@/components/shell/sign-in-path";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextInput } from "@/components/ui/TextInput";
import { asSentence } from "@/components/ui/error-advice";
import { ApiError } from "@/lib/client/api-error";
import { signIn } from "@/lib/client/me";
import { SignInFrame } from "./SignInFrame";
import styles from "./SignInFrame.module.css";

/** One sentence for each way a sign-in can fail; it never tells whether an address is known. */
function signInProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return "Signing in did not work. Try again.";
  switch (error.code) {
    case "unauthenticated":
    case "not_found":
      return "Email and password do not match.";
    case "too_many_requests":
      return "Too many tries. Wait a few minutes, then try again.";
    case "offline":
      return "The server did not answer. It may be restarting; try again in a moment.";
    default:
      return asSentence(error.message);
  }
}

export function LoginForm({ next }: { next: string | undefined }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const mutation = useMutation({
    mutationFn: signIn,
    onSuccess: () => window.location.assign(pathAfterSignIn(next)),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutation.mutate({ email: email.trim(), password });
  };
  return (
    <SignInFrame
      title="Sign in"
      lead="Investigation desk. What you open, change and export is written to the audit log."
    >
      <form className={styles.form} onSubmit={submit} method="post">
        <Field label="Email">
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
        <Field label="Password">
          {(control) => (
            <TextInput
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {mutation.isError ? <Notice tone="counter">{signInProblem(mutation.error)}</Notice> : null}
        <Button type="submit" variant="primary" busy={mutation.isPending || mutation.isSuccess}>
          Sign in
        </Button>
      </form>
    </SignInFrame>
  );
}
