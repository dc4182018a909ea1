import type { Metadata } from "next";
import { CasePage } from "@/components/case/CasePage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Case" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <CasePage caseId={decodeURIComponent(id)} key={id} />;
}
