/** A mail domain anybody may have an address at. */
export type MailDomainClass = "disposable" | "provider";

export const MAIL_DOMAIN_LABEL: Record<MailDomainClass, string> = {
  disposable: "disposable mail",
  provider: "large mail provider",
};
