import type { Metadata } from "next";
import { AuditPage } from "@/components/audit/AuditPage";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Audit" };

export default async function Page() {
  await requireActor();
  return <AuditPage />;
}
