import type { Metadata } from "next";
import { RosterPage } from "@/components/roster/RosterPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Roster" };

export default async function Page() {
  await requireActor();
  return <RosterPage />;
}
