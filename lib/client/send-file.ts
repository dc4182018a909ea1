import type { ReceivedPart } from "@/lib/domain/upload";
import { ApiError } from "./api-error";
import { apiPath, errorOfResponse, segment } from "./fetcher";

/** A part is sent well within the time a server gives one request, also over a slow line. */
const PART_BYTES = 64 * 1024 * 1024;

interface SendOptions {
  uploadId: string;
  file: File;
  signal: AbortSignal;
  onProgress: (bytesSent: number) => void;
}

function pathOf(options: SendOptions, offset: number): string {
  return apiPath(`/api/uploads/${segment(options.uploadId)}/files/${segment(options.file.name)}`, {
    size: options.file.size,
    offset,
  });
}

/** One part. XMLHttpRequest, because fetch does not say how much has been sent. */
async function sendPart(options: SendOptions, offset: number): Promise<ReceivedPart> {
  const part = options.file.slice(offset, offset + PART_BYTES);
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    options.signal.addEventListener("abort", abort, { once: true });
    const settle = (then: () => void) => (): void => {
      options.signal.removeEventListener("abort", abort);
      then();
    };
    request.upload.addEventListener("progress", (event) => options.onProgress(offset + event.loaded));
    request.addEventListener(
      "load",
      settle(() => resolve({ status: request.status, text: request.responseText })),
    );
    request.addEventListener(
      "error",
      settle(() => reject(new ApiError("offline", "The server did not answer.", { status: 0 }))),
    );
    request.addEventListener(
      "abort",
      settle(() => reject(new DOMException("called off", "AbortError"))),
    );
    request.open("PUT", pathOf(options, offset));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(part);
  });
  if (status < 200 || status > 299) throw await errorOfResponse(new Response(text, { status }));
  const answer: ReceivedPart = JSON.parse(text);
  return answer;
}

/**
 * Sends a file part after part. @returns its SHA-256 as the server saw it.
 * Throws ApiError; a DOMException "AbortError" where it was called off.
 */
export async function sendFile(options: SendOptions): Promise<string> {
  if (options.file.size === 0) throw new ApiError("bad_input", "This file is empty.", { status: 400 });
  for (let offset = 0; ;) {
    options.signal.throwIfAborted();
    const received = await sendPart(options, offset);
    if (received.sha256 !== null) return received.sha256;
    offset = received.bytes;
  }
}
