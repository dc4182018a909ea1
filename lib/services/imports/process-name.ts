import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** When a process began, in the kernel's ticks since boot; "" where the system does not say. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name stands in brackets and may hold anything; what follows is parted by spaces.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

const OWN_NAME = `${hostname()}:${process.pid}:${beginningOf(process.pid)}`;

/** "HOST:PID:BEGINNING" of this process, as records name the process that works on them. */
export function processName(): string {
  return OWN_NAME;
}

/** Whether a named process has certainly ended, its number given to another included. Another machine's cannot be asked. */
export function hasEnded(name: string): boolean {
  const [host, pid, beginning = ""] = name.split(":");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
  const now = beginningOf(Number(pid));
  return beginning !== "" && now !== "" && now !== beginning;
}
