"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { inspectionQuery } from "@/lib/client/uploads";
import { counted } from "@/lib/core/format";
import type { InspectedFile, ReadingChoice, UploadInspection } from "@/lib/domain/upload";
import { MappingFile, UnreadableFile } from "./MappingFile";
import {
  ambiguousFiles,
  draftFor,
  draftProblems,
  MAPPED_FILES_MAX,
  mappingOf,
  type FileDraft,
} from "./mapping-draft";
import styles from "./mapping.module.css";
import { BY_HAND, PresetChoices } from "./PresetChoices";
import { PreviewTable } from "./PreviewTable";
import { SavePresetDialog } from "./SavePresetDialog";
import source from "./source.module.css";

/** What the second step has decided so far; kept by the page, so that going back loses nothing. */
export interface Reading {
  preset: string;
  drafts: Readonly<Record<string, FileDraft>>;
}

function draftsOf(
  inspection: UploadInspection,
  reading: Reading | null,
): { file: InspectedFile; draft: FileDraft }[] {
  return inspection.files.map((file) => ({
    file,
    draft:
      reading?.drafts[file.name] ?? draftFor(file, file.inspection?.guesses.table ?? null, inspection.tables),
  }));
}

/** Why the mapping by hand cannot be tried yet; null where it can. */
function obstacle(inspection: UploadInspection, files: readonly { file: InspectedFile; draft: FileDraft }[]) {
  const read = files.flatMap(({ file, draft }) =>
    draft.table === null ? [] : [{ name: file.name, stem: file.stem, table: draft.table }],
  );
  if (read.length === 0) return "Say of at least one file what it holds.";
  if (read.length > MAPPED_FILES_MAX) return `A mapping names at most ${MAPPED_FILES_MAX} files.`;
  const open = files.reduce((sum, { draft }) => sum + draftProblems(draft, inspection.tables).length, 0);
  if (open > 0) return `${counted(open, "column")} to decide above.`;
  const ambiguous = ambiguousFiles(read);
  return ambiguous.length === 0
    ? null
    : `The names of ${ambiguous.join(", ")} continue those of other files; rename them and bring them again.`;
}

/** Second step: what the files are, by a preset or column by column. */
export function ReadingStep({
  uploadId,
  reading,
  onReading,
  onBack,
  onDone,
}: {
  uploadId: string;
  reading: Reading | null;
  onReading: (reading: Reading) => void;
  onBack: () => void;
  onDone: (choice: ReadingChoice) => void;
}) {
  const found = useQuery(inspectionQuery(uploadId));
  const [saving, setSaving] = useState(false);
  if (found.isPending)
    return (
      <Panel title="Looking into the files" flush>
        <SkeletonRows rows={6} />
      </Panel>
    );
  if (found.data === undefined)
    return (
      <Panel title="Could not be read" flush>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Panel>
    );
  const inspection = found.data;
  const preset = reading?.preset ?? inspection.suggested ?? BY_HAND;
  const chosen = inspection.presets.find((candidate) => candidate.name === preset);
  const files = draftsOf(inspection, reading);
  const drafts = Object.fromEntries(files.map(({ file, draft }) => [file.name, draft]));
  const problem = preset === BY_HAND ? obstacle(inspection, files) : null;
  const proceed = (): void => {
    if (preset === BY_HAND) onDone({ preset: "by hand", mapping: mappingOf("by hand", files) });
    else {
      const saved = chosen?.saved ?? null;
      onDone(saved === null ? { preset } : { preset, mapping: saved.mapping });
    }
  };
  return (
    <>
      <PresetChoices
        uploadId={uploadId}
        inspection={inspection}
        chosen={preset}
        onChoose={(next) => onReading({ preset: next, drafts })}
      />
      <div className={styles.files}>
        {files.map(({ file, draft }) =>
          preset === BY_HAND ? (
            <MappingFile
              key={file.name}
              file={file}
              draft={draft}
              tables={inspection.tables}
              onChange={(next) => onReading({ preset, drafts: { ...drafts, [file.name]: next } })}
            />
          ) : (
            <FilePreview key={file.name} file={file} isRead={chosen?.reads.includes(file.name) === true} />
          ),
        )}
      </div>
      <div className={source.footer}>
        <output>{problem}</output>
        <Button onClick={onBack}>Back to the files</Button>
        {preset === BY_HAND ? (
          <Button disabled={problem !== null} onClick={() => setSaving(true)}>
            Save as a preset…
          </Button>
        ) : null}
        <Button variant="primary" disabled={problem !== null} onClick={proceed}>
          Try it without keeping anything
        </Button>
      </div>
      {saving ? (
        <SavePresetDialog uploadId={uploadId} files={files} onClose={() => setSaving(false)} />
      ) : null}
    </>
  );
}

function FilePreview({ file, isRead }: { file: InspectedFile; isRead: boolean }) {
  const { inspection } = file;
  if (inspection === null) return <UnreadableFile file={file} />;
  return (
    <Panel
      title={file.name}
      note={`${inspection.format}, ${inspection.columns.length + inspection.columnsLeftOff} columns`}
    >
      {isRead ? null : <Notice tone="warn">This preset does not read this file by its name.</Notice>}
      <PreviewTable name={file.name} inspection={inspection} />
    </Panel>
  );
}
