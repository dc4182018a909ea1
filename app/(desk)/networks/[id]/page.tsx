import type { Metadata } from "next";
import { NetworkDossier } from "@/components/network/NetworkDossier";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Network" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <NetworkDossier networkId={decodeURIComponent(id)} />;
}
