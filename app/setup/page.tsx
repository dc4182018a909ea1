import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SetupForm } from "@/components/sign-in/SetupForm";
import { setupIsOpen } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Set up" };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  if (!(await setupIsOpen())) notFound();
  const { token } = await searchParams;
  return <SetupForm token={typeof token === "string" ? token : ""} />;
}
