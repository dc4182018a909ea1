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

interface Held {
  desk?: Promise<Desk>;
  watchesParent?: boolean;
}

const held: Held = ((globalThis as { ringleaderDesk?: Held }).ringleaderDesk ??= {});

async function open(): Promise<Desk> {
  if (held.watchesParent !== true) endWithParent();
  held.watchesParent = true;
  const url = process.env["RINGLEADER_URL"] ?? "http://localhost:3000";
  const stores = await openStores(defaultDataDir(projectRoot()), { role: "web", pid: process.pid, url });
  return {
    stores,
    auth: createAuth(stores.casebook, { secret: installationSecret(stores.dir, "session.key"), url }),
    url,
  };
}

const PARENT_LOOK_MS = 1_000;

/** A web process started by `ringleader up` must not outlive it: it would hold the port and the stores. */
function endWithParent(): void {
  const parent = Number(process.env["RINGLEADER_PARENT_PID"] ?? "");
  if (!Number.isInteger(parent) || parent <= 1) return;
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(0);
    }
  }, PARENT_LOOK_MS).unref();
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
