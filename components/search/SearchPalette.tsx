"use client";

import { useQuery } from "@tanstack/react-query";
import { Briefcase } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { cleanText, shortLabel } from "@/components/graph/label";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/Dialog";
import { errorAdvice } from "@/components/ui/error-advice";
import { KindIcon } from "@/components/ui/KindIcon";
import { searchQuery } from "@/lib/client/search";
import { grouped } from "@/lib/core/format";
import type { SearchHit } from "@/lib/domain/views";
import { groupHits } from "./group-hits";
import styles from "./search.module.css";

const SETTLE_MS = 160;

function HitIcon({ hit }: { hit: SearchHit }) {
  if (hit.type === "case") return <Briefcase aria-hidden size={13} />;
  return <KindIcon kind={hit.type === "identifier" ? hit.id.slice(0, hit.id.indexOf(":")) : hit.type} />;
}

/** A hit goes to a page of the desk and nowhere else. */
function isInside(hit: SearchHit): boolean {
  return hit.href.startsWith("/") && !hit.href.startsWith("//");
}

/** What was typed, once it has stood still for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function Palette({ initialQuery, onDone }: { initialQuery: string; onDone: () => void }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(initialQuery);
  const settled = useSettled(text);
  const search = useQuery(searchQuery(settled));
  const groups = useMemo(() => groupHits((search.data?.hits ?? []).filter(isInside)), [search.data]);
  const hits = groups.reduce((sum, group) => sum + group.hits.length, 0);
  const [best] = groups[0]?.hits ?? [];
  const upToDate = settled === text && !search.isPlaceholderData;

  const step = (by: 1 | -1): void => {
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    if (at + by < 0) input.current?.focus();
    else links[Math.min(links.length - 1, at + by)]?.focus();
  };

  const onArrows = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };

  return (
    <>
      <input
        ref={input}
        type="search"
        aria-label="Search accounts, keys, cards, addresses, networks and cases"
        placeholder="Account, key, card token, address, network, case"
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          onArrows(event);
          if (event.key !== "Enter" || best === undefined || !upToDate) return;
          event.preventDefault();
          router.push(best.href);
          onDone();
        }}
      />
      <div ref={list} className={styles.hits}>
        {groups.map((group) => (
          <section key={group.type} aria-label={group.title}>
            <h3 className={styles.groupTitle}>{group.title}</h3>
            <ul>
              {group.hits.map((hit) => (
                <li key={hit.id}>
                  <Link
                    href={hit.href}
                    className={classNames(styles.hit, hit === best && styles.best)}
                    onClick={onDone}
                    onKeyDown={onArrows}
                  >
                    <HitIcon hit={hit} />
                    <bdi className={styles.title} title={cleanText(hit.title)}>
                      {shortLabel(hit.title, 48)}
                    </bdi>
                    <bdi className={styles.subtitle}>{shortLabel(hit.subtitle, 64)}</bdi>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <output className={styles.foot}>
        {settled.trim() === ""
          ? "Type a part of an id, a card token, an address or a name."
          : search.isError
            ? `${errorAdvice(search.error).title}. ${errorAdvice(search.error).text}`
            : search.isPending || !upToDate
              ? "Searching…"
              : hits === 0
                ? "No id, value or organization begins with this. Names and parts in the middle are not searched."
                : `showing ${grouped(hits)} of ${grouped(Math.max(search.data.total, hits))} · Enter opens the first, ↓ goes on`}
      </output>
    </>
  );
}

/** Search anything: type, choose by arrow keys, Enter goes there. */
export function SearchPalette({
  open,
  onOpenChange,
  initialQuery = "",
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  initialQuery?: string;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Search" wide>
      <Palette initialQuery={initialQuery} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}
