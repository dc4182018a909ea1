import { openStores, type Stores } from "@/lib/stores/connect";
import { defaultDataDir, installationSecret } from "@/lib/stores/data-dir";
import { projectRoot } from "@/lib/stores/root";
import { createAuth, type Auth } from "./auth";

/** What a web process works with: the stores and the sign-in over them. */
export interface Desk {
  stores: Stores;
  auth: Auth;
  /** Where browsers reach it; requests from other origins are refused. */
  url: string;
}

const held: { desk?: Promise<Desk> } = ((
  globalThis as { ringleaderDesk?: { desk?: Promise<Desk> } }
).ringleaderDesk ??= {});

async function open(): Promise<Desk> {
  const url = process.env["RINGLEADER_URL"] ?? "http://localhost:3000";
  const stores = await openStores(defaultDataDir(projectRoot()), { role: "web", pid: process.pid, url });
  return {
    stores,
    auth: createAuth(stores.casebook, { secret: installationSecret(stores.dir, "session.key"), url }),
    url,
  };
}

/** The web process's one desk, opened on first use; a failed opening is tried again on the next. */
export async function desk(): Promise<Desk> {
  held.desk ??= open();
  try {
    return await held.desk;
  } catch (error) {
    delete held.desk;
    throw error;
  }
}
