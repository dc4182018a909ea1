import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/sign-in/LoginForm";
import { setupIsOpen } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Sign in" };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  if (await setupIsOpen()) redirect("/setup");
  const { next } = await searchParams;
  return <LoginForm next={typeof next === "string" ? next : undefined} />;
}
