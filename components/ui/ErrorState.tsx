"use client";

import { Button, ButtonLink } from "./Button";
import { EmptyState } from "./EmptyState";
import { errorAdvice } from "./error-advice";

/** What went wrong in words, and the one sensible next step: sign in, ask for a role, go back, or try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const advice = errorAdvice(error);
  return (
    <div role="alert">
      <EmptyState
        title={advice.title}
        action={
          advice.href !== undefined ? (
            <ButtonLink href={advice.href}>{advice.step}</ButtonLink>
          ) : onRetry === undefined || !advice.retry ? undefined : (
            <Button onClick={onRetry}>Try again</Button>
          )
        }
      >
        {advice.text}
      </EmptyState>
    </div>
  );
}
