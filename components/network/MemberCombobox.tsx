"use client";

import { useId, useMemo, useState } from "react";
import { cleanText } from "@/components/graph/label";
import { Field } from "@/components/ui/Field";
import { TextInput } from "@/components/ui/TextInput";
import { counted } from "@/lib/core/format";

const OPTIONS_MAX = 40;

/** Chooses one member by typing some of its id, or the whole of it. */
export function MemberCombobox({
  label,
  accounts,
  value,
  onChange,
}: {
  label: string;
  accounts: readonly string[];
  /** The chosen id, "" where there is none. */
  value: string;
  onChange: (accountId: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const [chosen, setChosen] = useState(value);
  const listId = useId();
  // Chosen from elsewhere: by the address, or by another panel.
  if (value !== chosen) {
    setChosen(value);
    setTyped(value);
  }
  const matches = useMemo(() => {
    const wanted = typed.trim().toLowerCase();
    return accounts.filter((accountId) => accountId.toLowerCase().includes(wanted));
  }, [accounts, typed]);
  const type = (text: string): void => {
    setTyped(text);
    const accountId = text.trim();
    if (accountId === value || !accounts.includes(accountId)) return;
    setChosen(accountId);
    onChange(accountId);
  };
  const hint =
    typed === value
      ? `one of ${counted(accounts.length, "member")}`
      : `${counted(matches.length, "member")} ${matches.length === 1 ? "matches" : "match"}${matches.length > OPTIONS_MAX ? "; type more of the id" : ""}`;
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <>
          <TextInput
            {...control}
            mono
            list={listId}
            autoComplete="off"
            spellCheck={false}
            placeholder="some of an account id"
            value={typed}
            onFocus={(event) => event.target.select()}
            onChange={(event) => type(event.target.value)}
            onBlur={() => setTyped(value)}
          />
          <datalist id={listId}>
            {matches.slice(0, OPTIONS_MAX).map((accountId) => (
              <option key={accountId} value={accountId}>
                {cleanText(accountId)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
