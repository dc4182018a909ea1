import type { Metadata } from "next";
import { AccountPage } from "@/components/account/AccountPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Account" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <AccountPage accountId={decodeURIComponent(id)} />;
}
