"use client";

import { Page } from "@/components/shell/Page";
import { ErrorState } from "@/components/ui/ErrorState";

export default function DeskError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Page
      title="This page stopped working"
      lead="Nothing you saved is lost. The rest of the desk still works."
    >
      <ErrorState error={error} onRetry={reset} />
    </Page>
  );
}
