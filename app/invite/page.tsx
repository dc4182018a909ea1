import type { Metadata } from "next";
import { InviteForm } from "@/components/sign-in/InviteForm";

export const metadata: Metadata = { title: "Accept invitation" };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const { token } = await searchParams;
  return <InviteForm token={typeof token === "string" ? token : ""} />;
}
