"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { errorAdvice } from "@/components/ui/error-advice";
import { queryKeys } from "@/lib/client/query-keys";
import { sendFile } from "@/lib/client/send-file";

/** A file on its way; it leaves the list once the server has it whole. */
export interface Sending {
  file: File;
  bytesSent: number;
  /** Why it stopped, and whether another try may help; null while it waits or is sent. */
  problem: { text: string; retry: boolean } | null;
}

/**
 * Sends files to an upload one after the other. Leaving the page while one is on its way is asked
 * about first.
 */
export function useSending(openUpload: () => Promise<string>): {
  sending: readonly Sending[];
  add: (files: readonly File[]) => void;
  retry: (name: string) => void;
  drop: (name: string) => void;
} {
  const client = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const queue = useRef<File[]>([]);
  const current = useRef<{ name: string; stop: AbortController } | null>(null);

  const change = useCallback((name: string, next: Partial<Sending>): void => {
    setSending((present) => present.map((each) => (each.file.name === name ? { ...each, ...next } : each)));
  }, []);

  const remove = useCallback((name: string): void => {
    setSending((present) => present.filter((each) => each.file.name !== name));
  }, []);

  const run = useCallback(async (): Promise<void> => {
    if (current.current !== null) return;
    for (let file = queue.current.shift(); file !== undefined; file = queue.current.shift()) {
      const { name } = file;
      const stop = new AbortController();
      current.current = { name, stop };
      try {
        const uploadId = await openUpload();
        await sendFile({
          uploadId,
          file,
          signal: stop.signal,
          onProgress: (bytesSent) => change(name, { bytesSent }),
        });
        // A first answer that is still on its way may be from before this file.
        await client.cancelQueries({ queryKey: queryKeys.uploads.one(uploadId) });
        await client.invalidateQueries({ queryKey: queryKeys.uploads.one(uploadId) });
        remove(name);
      } catch (error) {
        if (stop.signal.aborted) remove(name);
        else {
          const { text, retry } = errorAdvice(error);
          change(name, { problem: { text, retry }, bytesSent: 0 });
        }
      } finally {
        current.current = null;
      }
    }
  }, [change, client, openUpload, remove]);

  const add = useCallback(
    (files: readonly File[]): void => {
      const names = new Set(files.map((file) => file.name));
      queue.current = [...queue.current.filter((file) => !names.has(file.name)), ...files];
      setSending((present) => [
        ...present.filter((each) => !names.has(each.file.name)),
        ...files.map((file) => ({ file, bytesSent: 0, problem: null })),
      ]);
      void run();
    },
    [run],
  );

  const retry = useCallback(
    (name: string): void => {
      const found = sending.find((each) => each.file.name === name);
      if (found !== undefined) add([found.file]);
    },
    [add, sending],
  );

  const drop = useCallback(
    (name: string): void => {
      queue.current = queue.current.filter((file) => file.name !== name);
      if (current.current?.name === name) current.current.stop.abort();
      else remove(name);
    },
    [remove],
  );

  const busy = sending.some((each) => each.problem === null);
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  return { sending, add, retry, drop };
}
