import { simulateLayout, type LayoutInput, type LayoutOutput } from "./simulate";

/** A layout that was asked for; `stop` ends the work, and `positions` is then null. */
export interface LayoutRun {
  positions: Promise<LayoutOutput | null>;
  stop: () => void;
}

/**
 * Lays out in a worker of its own, so that the page goes on answering. Where workers cannot start
 * (blocked by a policy, an old browser) it is done here instead.
 */
export function runLayout(input: LayoutInput): LayoutRun {
  let settle: (value: LayoutOutput | null) => void = () => {};
  const positions = new Promise<LayoutOutput | null>((resolve) => {
    settle = resolve;
  });
  let worker: Worker | null = null;
  const finish = (value: LayoutOutput | null): void => {
    worker?.terminate();
    worker = null;
    settle(value);
  };
  try {
    worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<LayoutOutput>) => finish(event.data));
    worker.addEventListener("error", () => finish(simulateLayout(input)));
    worker.postMessage(input, { transfer: [] });
  } catch {
    finish(simulateLayout(input));
  }
  return { positions, stop: () => finish(null) };
}
