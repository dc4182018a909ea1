"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Badge } from "@/components/ui/Badge";
import { ROLE_LABEL } from "@/lib/domain/user";
import { useActor } from "./ActorContext";
import { Brand } from "./Brand";
import { SearchField } from "./SearchField";
import styles from "./TopBar.module.css";
import { UserMenu } from "./UserMenu";
import { homePath, isWithin, READERS, sectionsFor } from "./sections";

/** The bar on every page of the desk: where one is, where one can go, search, and who one is. */
export function TopBar() {
  const actor = useActor();
  const pathname = usePathname();
  return (
    <header className={styles.bar}>
      <Link href={homePath(actor.roles)} className={styles.brand} aria-label="Ringleader: home">
        <Brand />
      </Link>
      <nav aria-label="Sections" className={styles.nav}>
        {sectionsFor(actor.roles).map((section) => (
          <Link
            key={section.href}
            href={section.href}
            className={styles.link}
            aria-current={isWithin(section, pathname) ? "page" : undefined}
          >
            {section.label}
          </Link>
        ))}
      </nav>
      <div className={styles.end}>
        {actor.roles.some((role) => READERS.includes(role)) ? <SearchField /> : null}
        <ul className={styles.roles} aria-label="Your roles">
          {actor.roles.map((role) => (
            <li key={role}>
              <Badge>{ROLE_LABEL[role]}</Badge>
            </li>
          ))}
        </ul>
        <UserMenu />
      </div>
    </header>
  );
}
