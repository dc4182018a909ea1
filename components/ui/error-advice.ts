import { ApiError } from "@/lib/client/api-error";

interface ErrorAdvice {
  title: string;
  text: string;
  retry: boolean;
  /** Where the next step is a page rather than another try. */
  href?: string;
  step?: string;
}

/** "this needs a role" → "This needs a role." */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const ended = /[.!?:…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

/** Title, sentence and next step for anything a query or mutation may throw. */
export function errorAdvice(error: unknown): ErrorAdvice {
  if (!(error instanceof ApiError)) {
    return { title: "This did not work", text: "Something unexpected happened in the browser.", retry: true };
  }
  const message = asSentence(error.message);
  switch (error.code) {
    case "unauthenticated":
      return {
        title: "Signed out",
        text: "Your session has ended.",
        retry: false,
        href: "/login",
        step: "Sign in",
      };
    case "forbidden":
      return {
        title: "Not for your roles",
        text: `${message} Ask an admin if you need it.`,
        retry: false,
        href: "/",
        step: "To your start page",
      };
    case "not_found":
      return {
        title: "Not found",
        text: message,
        retry: false,
        href: "/overview",
        step: "To the overview",
      };
    case "conflict":
      return { title: "Changed in the meantime", text: message, retry: true };
    case "too_many_requests":
      return { title: "Too many tries", text: message, retry: true };
    case "bad_input":
      return { title: "Not accepted", text: message, retry: false };
    case "unavailable":
      return { title: "A store does not answer", text: message, retry: true };
    case "offline":
      return {
        title: "No connection",
        text: "The server did not answer. It may be restarting.",
        retry: true,
      };
    case "internal":
      return { title: "This did not work", text: message, retry: true };
  }
}
