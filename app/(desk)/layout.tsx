import type { ReactNode } from "react";
import { Shell } from "@/components/shell/Shell";
import { requireActor } from "@/lib/auth/require-actor";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  return <Shell actor={actor}>{children}</Shell>;
}
