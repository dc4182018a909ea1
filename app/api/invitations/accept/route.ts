import { handlePublic } from "@/lib/services/http/handle";
import { acceptBodySchema, claimInvitation } from "@/lib/services/users/claim-invitation";

export const POST = handlePublic({ body: acceptBodySchema }, async ({ desk, body, nowMs }) =>
  claimInvitation(desk.stores.casebook, desk.auth, { kind: "invitation", ...body }, nowMs),
);
