"use client";

import "@/lib/client/zod-without-eval";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ToastProvider } from "@/components/ui/Toast";
import { TooltipProvider } from "@/components/ui/Tooltip";
import { ApiError } from "@/lib/client/api-error";
import { ThemeProvider } from "./ThemeContext";
import { signInPath } from "./sign-in-path";
import type { Theme } from "./theme";

const RETRIES_MAX = 2;

/** An answer that will be the same next time is not asked for again. */
function worthRetrying(failures: number, error: Error): boolean {
  const passing = !(error instanceof ApiError) || error.code === "offline" || error.code === "unavailable";
  return passing && failures < RETRIES_MAX;
}

function newQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.code === "unauthenticated") {
          const here = window.location;
          if (here.pathname !== "/login") here.assign(signInPath(here.pathname + here.search));
        }
      },
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: worthRetrying, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

/** Queries, theme, tooltips and toasts around the whole app. */
export function Providers({ theme, children }: { theme: Theme; children: ReactNode }) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ThemeProvider initial={theme}>
        <TooltipProvider>
          <ToastProvider>{children}</ToastProvider>
        </TooltipProvider>
      </ThemeProvider>
    </QueryClientProvider>
  );
}
