import { hostname } from "node:os";

/** "HOST:PID" of this process, as records name the process that works on them. */
export function processName(): string {
  return `${hostname()}:${process.pid}`;
}

/** Whether a named process has certainly ended. Another machine's cannot be asked. */
export function hasEnded(name: string): boolean {
  const [host, pid] = name.split(":");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
