import { redirect } from "next/navigation";
import { homePath } from "@/components/shell/sections";
import { requireActor } from "@/lib/auth/require-actor";

export default async function Home() {
  const actor = await requireActor();
  redirect(homePath(actor.roles));
}
