import type { Metadata } from "next";
import { OverviewPage } from "@/components/overview/OverviewPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Overview" };

export default async function Page() {
  await requireActor();
  return <OverviewPage />;
}
