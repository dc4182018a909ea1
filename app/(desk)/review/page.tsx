import type { Metadata } from "next";
import { ReviewQueue } from "@/components/review/ReviewQueue";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Review" };

export default async function Page() {
  await requireActor();
  return <ReviewQueue />;
}
