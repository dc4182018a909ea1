import { handlePublic } from "@/lib/services/http/handle";
import { signOut } from "@/lib/services/users/sign-in";

export const POST = handlePublic({}, async ({ desk, request }) => signOut(desk, request));
