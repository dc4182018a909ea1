"use client";

import { useState } from "react";
import { Field } from "@/components/ui/Field";
import { Choice, TextInput } from "@/components/ui/TextInput";
import { PASSWORD_CHARACTERS_MIN } from "./password-rule";

/** A new password with its rule said before typing, and a way to see what was typed. */
export function NewPasswordField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
}) {
  const [visible, setVisible] = useState(false);
  return (
    <div>
      <Field
        label="Password"
        hint={`At least ${PASSWORD_CHARACTERS_MIN} characters. A few unrelated words do well; no other rule.`}
        error={error}
      >
        {(control) => (
          <TextInput
            {...control}
            type={visible ? "text" : "password"}
            name="new-password"
            autoComplete="new-password"
            required
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <Choice
        label="Show password"
        checked={visible}
        onChange={(event) => setVisible(event.target.checked)}
      />
    </div>
  );
}
