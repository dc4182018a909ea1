"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Page } from "@/components/shell/Page";
import { Button, ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { discardUpload, openUpload, uploadQuery } from "@/lib/client/uploads";
import type { ReadingChoice } from "@/lib/domain/upload";
import { CheckStep } from "./CheckStep";
import { FilesStep } from "./FilesStep";
import { ReadingStep, type Reading } from "./ReadingStep";
import { StepFrame, STEPS, stepOf, Steps, type StepId } from "./Steps";

/** Where records come in: files, what they are, a check that keeps nothing, then the import. */
export function AddRecordsPage() {
  const client = useQueryClient();
  const toast = useToast();
  const router = useRouter();
  const parameters = useSearchParams();
  const uploadId = parameters.get("upload");
  const mayAdd = useHasRole("investigator", "admin");
  const [reading, setReading] = useState<Reading | null>(null);
  const [choice, setChoice] = useState<ReadingChoice | null>(null);
  const found = useQuery({ ...uploadQuery(uploadId ?? ""), enabled: uploadId !== null && mayAdd });
  const opening = useRef<Promise<string> | null>(null);

  const open = useCallback(async (): Promise<string> => {
    if (uploadId !== null) return uploadId;
    opening.current ??= openUpload().then((view) => {
      const { id } = view;
      client.setQueryData(uploadQuery(id).queryKey, view);
      router.replace(`/sources/add?upload=${encodeURIComponent(id)}`);
      return id;
    });
    try {
      return await opening.current;
    } catch (error) {
      opening.current = null;
      throw error;
    }
  }, [client, router, uploadId]);

  const discard = useMutation({
    mutationFn: discardUpload,
    networkMode: "always",
    onSuccess: () => router.push("/sources"),
    onError: (error) => toast(errorAdvice(error).text, "counter"),
  });
  const goTo = (step: StepId): void => {
    router.push(`/sources/add?upload=${encodeURIComponent(uploadId ?? "")}&step=${step}`);
  };

  if (!mayAdd)
    return (
      <Page title="Add records">
        <Panel title="Add records" flush>
          <EmptyState
            title="Not for your roles"
            action={<ButtonLink href="/sources">To the sources</ButtonLink>}
          >
            Records are added by an investigator or an admin.
          </EmptyState>
        </Panel>
      </Page>
    );
  if (found.isError && found.data === undefined)
    return (
      <Page title="Add records" actions={<ButtonLink href="/sources/add">Start over</ButtonLink>}>
        <Panel title="Could not be read" flush>
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        </Panel>
      </Page>
    );
  const upload = found.data ?? null;
  const step = stepOf(parameters.get("step"), upload);
  return (
    <Page
      title="Add records"
      lead={<Steps present={step} upload={upload} onGo={goTo} />}
      actions={
        <>
          {upload !== null && upload.files.length > 0 ? (
            <Button busy={discard.isPending} onClick={() => discard.mutate(upload.id)}>
              Throw the files away
            </Button>
          ) : null}
          <ButtonLink href="/sources">Leave</ButtonLink>
        </>
      }
    >
      <StepFrame step={step}>
        {step === STEPS[0].id || upload === null ? (
          <FilesStep
            upload={upload}
            openUpload={open}
            onDone={() => {
              setChoice(null);
              goTo("reading");
            }}
          />
        ) : step === "reading" ? (
          <ReadingStep
            uploadId={upload.id}
            reading={reading}
            onReading={setReading}
            onBack={() => goTo("files")}
            onDone={(next) => {
              setChoice(next);
              goTo("check");
            }}
          />
        ) : (
          <CheckStep
            uploadId={upload.id}
            choice={choice}
            onBack={() => goTo("reading")}
            onImported={(importId) => router.push(`/sources?import=${encodeURIComponent(importId)}`)}
          />
        )}
      </StepFrame>
    </Page>
  );
}
