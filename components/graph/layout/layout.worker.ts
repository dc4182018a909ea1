import { simulateLayout, type LayoutInput } from "./simulate";

/** Answers each layout input with its positions. */
self.addEventListener("message", (event: MessageEvent<LayoutInput>) => {
  self.postMessage(simulateLayout(event.data), { transfer: [] });
});
