import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { buildCasePacket, packetBodySchema } from "@/lib/services/packets/build";

export const POST = handle(
  "packet.download",
  { params: z.object({ id: z.string().min(1).max(64) }), body: packetBodySchema },
  async ({ desk, actor, params, body, nowMs }) => {
    const { zipPath: _path, ...summary } = await buildCasePacket(
      desk.stores,
      actor,
      params.id,
      body.tier,
      nowMs,
    );
    return summary;
  },
);
