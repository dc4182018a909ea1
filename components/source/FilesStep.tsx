"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/Button";
import { Id } from "@/components/ui/Id";
import { IconButton } from "@/components/ui/IconButton";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { classNames } from "@/components/ui/class-names";
import { errorAdvice } from "@/components/ui/error-advice";
import { queryKeys } from "@/lib/client/query-keys";
import { removeUploadedFile } from "@/lib/client/uploads";
import { counted } from "@/lib/core/format";
import type { UploadView } from "@/lib/domain/upload";
import styles from "./files.module.css";
import { byteWords } from "./import-status";
import { ProgressBar } from "./ProgressBar";
import source from "./source.module.css";
import { useDrop } from "./use-drop";
import { useSending } from "./use-sending";

const ACCEPT = ".csv,.ndjson,.jsonl,.json,.log,.parquet,.gz";

/** First step: files are dropped or chosen, and sent. */
export function FilesStep({
  upload,
  openUpload,
  onDone,
}: {
  /** Null before the first file. */
  upload: UploadView | null;
  openUpload: () => Promise<string>;
  onDone: () => void;
}) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const { sending, add, retry, drop } = useSending(openUpload);
  const remove = useMutation({
    mutationFn: (name: string) => removeUploadedFile(upload?.id ?? "", name),
    networkMode: "always",
    onSuccess: (view) => client.setQueryData(queryKeys.uploads.one(view.id), view),
  });
  const files = (upload?.files ?? []).filter((file) => !sending.some((each) => each.file.name === file.name));
  const busy = sending.some((each) => each.problem === null);
  const { zone, over } = useDrop(add);
  return (
    <>
      <Panel title="Files" note="CSV, NDJSON, JSON logs or Parquet, each also .gz; one kind of record a file">
        {/* Dropping is a shortcut for the button inside, which keyboards reach. */}
        <section
          ref={zone}
          aria-label="Drop files here"
          className={classNames(styles.zone, over && styles.over)}
        >
          <Upload aria-hidden />
          <p>Drop files here, or</p>
          <Button onClick={() => input.current?.click()}>Choose files</Button>
          <input
            ref={input}
            type="file"
            multiple
            accept={ACCEPT}
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Files to import"
            onChange={(event) => {
              add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <p className={source.quiet}>
            They stay on this desk. Raw e-mail addresses, phone numbers and prompts are not kept after the
            import.
          </p>
        </section>
        {files.length + sending.length === 0 ? null : (
          <ul className={styles.list} aria-label="Files of this upload">
            {files.map((file) => (
              <li key={file.name} className={styles.file}>
                <span className={styles.name}>
                  <Sentence>{file.name}</Sentence>
                </span>
                <span className={styles.size}>{byteWords(file.bytes)}</span>
                <span className={styles.state}>
                  <span className={source.quiet}>SHA-256</span>{" "}
                  <Id value={file.sha256} what="SHA-256" max={22} />
                </span>
                <IconButton
                  label={`Remove ${file.name}`}
                  size="small"
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(file.name)}
                >
                  <X aria-hidden />
                </IconButton>
              </li>
            ))}
            {sending.map(({ file, bytesSent, problem }) => (
              <li key={file.name} className={styles.file}>
                <span className={styles.name}>
                  <Sentence>{file.name}</Sentence>
                </span>
                <span className={styles.size}>{byteWords(file.size)}</span>
                <span className={styles.state}>
                  {problem === null ? (
                    <ProgressBar
                      label={`Sending ${file.name}`}
                      share={file.size === 0 ? 0 : Math.min(1, bytesSent / file.size)}
                    />
                  ) : (
                    <span role="alert" className={styles.problem}>
                      {problem.text}{" "}
                      {problem.retry ? (
                        <Button size="small" onClick={() => retry(file.name)}>
                          Try again
                        </Button>
                      ) : null}
                    </span>
                  )}
                </span>
                <IconButton
                  label={`${problem === null ? "Stop" : "Remove"} ${file.name}`}
                  size="small"
                  onClick={() => drop(file.name)}
                >
                  <X aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        {remove.isError ? <Notice tone="counter">{errorAdvice(remove.error).text}</Notice> : null}
      </Panel>
      <div className={source.footer}>
        <p>
          {files.length === 0
            ? ""
            : `${counted(files.length, "file")} here, ${byteWords(files.reduce((sum, file) => sum + file.bytes, 0))}`}
        </p>
        <Button variant="primary" disabled={files.length === 0 || busy} onClick={onDone}>
          {busy ? "Sending…" : "Continue"}
        </Button>
      </div>
    </>
  );
}
