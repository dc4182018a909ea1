import { banHandover } from "./ban-handover";
import { capabilityConcentration } from "./capability-concentration";
import { flatRhythm } from "./flat-rhythm";
import { handoverTiling } from "./handover-tiling";
import type { NetworkBehaviourTest } from "./network-behaviour-test";
import { releaseRetargeting } from "./release-retargeting";
import { throttlePlateau } from "./throttle-plateau";
import { uniformLoad } from "./uniform-load";

/** Every test put to a network, in the order they are shown in. */
export const NETWORK_BEHAVIOUR_TESTS: readonly NetworkBehaviourTest[] = [
  capabilityConcentration,
  releaseRetargeting,
  handoverTiling,
  banHandover,
  uniformLoad,
  throttlePlateau,
  flatRhythm,
];
