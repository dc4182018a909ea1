import type { Metadata } from "next";
import { SourcesPage } from "@/components/source/SourcesPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Sources" };

export default async function Page() {
  await requireActor();
  return <SourcesPage />;
}
