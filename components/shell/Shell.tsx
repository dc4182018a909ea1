import type { ReactNode } from "react";
import type { Actor } from "@/lib/domain/user";
import { ActorProvider } from "./ActorContext";
import styles from "./Shell.module.css";
import { TopBar } from "./TopBar";

/** The frame of every signed-in page. A page that fills the window puts `PageFill` inside, others `Page`. */
export function Shell({ actor, children }: { actor: Actor; children: ReactNode }) {
  return (
    <ActorProvider actor={actor}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <TopBar />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </ActorProvider>
  );
}
