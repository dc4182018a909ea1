import type { Metadata } from "next";
import { AddRecordsPage } from "@/components/source/AddRecordsPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Add records" };

export default async function Page() {
  await requireActor();
  return <AddRecordsPage />;
}
