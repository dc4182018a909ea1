import { asSentence } from "@/components/ui/error-advice";
import { ApiError } from "@/lib/client/api-error";

/** Why a one-time link was refused, with the next step; other errors keep the server's sentence. */
export function tokenProblem(error: unknown, whatToDo: { gone: string; refused: string }): string {
  if (!(error instanceof ApiError)) return "This did not work. Try again.";
  if (error.code === "not_found" || error.code === "conflict") return whatToDo.gone;
  if (error.code === "forbidden" || error.code === "unauthenticated") return whatToDo.refused;
  if (error.code === "offline")
    return "The server did not answer. It may be restarting; try again in a moment.";
  return asSentence(error.message);
}
