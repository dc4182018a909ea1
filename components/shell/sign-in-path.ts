/** Sign-in page that comes back to `from` afterwards. */
export function signInPath(from: string): string {
  return `/login?next=${encodeURIComponent(from)}`;
}

/** Where to go after sign-in: only a path of this app, never another site. */
export function pathAfterSignIn(next: string | undefined): string {
  if (next === undefined || !next.startsWith("/")) return "/";
  const base = "http://desk.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith("//") || url.pathname === "/login")
    return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
