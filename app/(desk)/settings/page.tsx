import type { Metadata } from "next";
import { SettingsPage } from "@/components/settings/SettingsPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  await requireActor();
  return <SettingsPage />;
}
