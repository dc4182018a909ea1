import type { Metadata } from "next";
import { Suspense } from "react";
import { InvestigatePage } from "@/components/graph/InvestigatePage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Investigate" };

export default async function Page() {
  await requireActor();
  return (
    <Suspense>
      <InvestigatePage />
    </Suspense>
  );
}
