import { handlePublic } from "@/lib/services/http/handle";
import { claimInvitation, setupBodySchema } from "@/lib/services/users/claim-invitation";

export const POST = handlePublic({ body: setupBodySchema }, async ({ desk, body, nowMs }) =>
  claimInvitation(desk.stores.casebook, desk.auth, { kind: "setup", ...body }, nowMs),
);
