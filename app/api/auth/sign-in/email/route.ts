import { z } from "zod";
import { handlePublic } from "@/lib/services/http/handle";
import { signIn } from "@/lib/services/users/sign-in";

const bodySchema = z.object({ email: z.string().max(254), password: z.string().max(1_000) });

export const POST = handlePublic({ body: bodySchema }, async ({ desk, request, body, nowMs }) =>
  signIn(desk, request, body.email, body.password, nowMs),
);
