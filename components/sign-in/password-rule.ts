export const PASSWORD_CHARACTERS_MIN = 15;

/** What is wrong with a new password, or null. Length is the only rule: long beats odd. */
export function passwordProblem(password: string): string | null {
  const missing = PASSWORD_CHARACTERS_MIN - [...password].length;
  if (missing <= 0) return null;
  return `${missing} more ${missing === 1 ? "character" : "characters"} needed: at least ${PASSWORD_CHARACTERS_MIN}.`;
}
