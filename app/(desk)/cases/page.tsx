import type { Metadata } from "next";
import { CaseList } from "@/components/case/CaseList";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Cases" };

export default async function Page() {
  await requireActor();
  return <CaseList />;
}
