import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { downloadPacket } from "@/lib/services/packets/download";

export const GET = handle(
  "packet.download",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params, nowMs }) => downloadPacket(desk.stores, actor, params.id, nowMs),
);
