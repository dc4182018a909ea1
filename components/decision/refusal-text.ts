import { asSentence, errorAdvice } from "@/components/ui/error-advice";
import { ApiError } from "@/lib/client/api-error";

/** Why a decision was refused: the rule's own sentence, where it is one. */
export function refusalText(error: unknown): string {
  return error instanceof ApiError && error.code === "forbidden"
    ? asSentence(error.message)
    : errorAdvice(error).text;
}
