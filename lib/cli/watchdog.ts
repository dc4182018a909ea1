import { Worker } from "node:worker_threads";

const BEAT_MS = 1_000;

/**
 * Ends the process where its event loop stands still for `limitMs`, with a line that says so: a
 * damaged file can send a decoder into a loop that no signal reaches. Ticks are counted and not the
 * clock, which runs on while a machine sleeps. What was begun is mended by the next command.
 * @returns how to call it off
 */
export function watchEventLoop(limitMs: number, sentence: string): () => void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const timer = setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS);
  const worker = new Worker(
    `const { workerData } = require("node:worker_threads");
     const { writeSync } = require("node:fs");
     let seen = -1;
     let still = 0;
     setInterval(() => {
       const now = Atomics.load(workerData.beats, 0);
       if (now !== seen) { seen = now; still = 0; return; }
       still += 500;
       if (still < workerData.limitMs) return;
       writeSync(2, "ringleader: " + workerData.sentence + "\\n");
       process.kill(process.pid, "SIGKILL");
     }, 500);`,
    { eval: true, workerData: { beats, limitMs, sentence }, execArgv: [] },
  );
  worker.unref();
  timer.unref();
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}
