import { RingleaderError } from "@/lib/core/errors";
import { bundle } from "./bundle";
import { cloudflareAiGateway } from "./cloudflare-ai-gateway";
import { gatewayLog } from "./gateway-log";
import { hop } from "./hop";
import { litellm, litellmEndUser, litellmTeam, litellmUser } from "./litellm";
import type { Preset } from "./preset";
import { stripe } from "./stripe";

export const PRESETS: readonly Preset[] = [
  bundle,
  litellm,
  litellmUser,
  litellmTeam,
  litellmEndUser,
  stripe,
  gatewayLog,
  cloudflareAiGateway,
  hop,
];

/** @throws RingleaderError `bad_input` that names the presets there are. */
export function findPreset(name: string): Preset {
  const preset = PRESETS.find((one) => one.name === name);
  if (preset === undefined)
    throw new RingleaderError(
      "bad_input",
      `there is no preset of that name; there are ${PRESETS.map((one) => one.name).join(", ")}`,
    );
  return preset;
}
