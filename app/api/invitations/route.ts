import { handle } from "@/lib/services/http/handle";
import { invite, inviteBodySchema } from "@/lib/services/users/invite";

export const POST = handle(
  "user.invite",
  { body: inviteBodySchema },
  async ({ desk, actor, body, nowMs }) => {
    const { invitation, token } = await invite(desk.stores.casebook, actor, body, nowMs);
    return { invitation, url: `${desk.url}/invite?token=${token}` };
  },
);
