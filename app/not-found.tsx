import { SignInFrame } from "@/components/sign-in/SignInFrame";
import { ButtonLink } from "@/components/ui/Button";

export default function NotFound() {
  return (
    <SignInFrame
      title="Not found"
      lead="There is nothing at this address. It may have been mistyped, or the record was never imported here."
    >
      <ButtonLink href="/">To the start page</ButtonLink>
    </SignInFrame>
  );
}
