"use client";

import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { KindIcon } from "@/components/ui/KindIcon";
import { MembershipMark } from "@/components/ui/MembershipMark";
import type { GraphCommand, GraphModel } from "./model";
import { shortLabel } from "./label";
import styles from "./outline.module.css";
import { type OutlineRow, outlineRows } from "./outline-rows";

const ROW_HEIGHT = 24;
const SPARE_ROWS = 12;

function bringIntoView(box: HTMLElement | null, index: number): void {
  if (box === null) return;
  const top = index * ROW_HEIGHT;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight)
    box.scrollTop = top + ROW_HEIGHT - box.clientHeight;
}

function rowId(key: string): string {
  return `outline ${key}`.replace(/\s/gu, "_");
}

function RowMark({ row, model }: { row: OutlineRow; model: GraphModel }) {
  const node = row.nodeId === null ? undefined : model.nodes.get(row.nodeId);
  if (node?.type === "account" && node.membership !== null)
    return (
      <span className={styles.membership}>
        <MembershipMark membership={node.membership} protectedAccount={node.protected} />
      </span>
    );
  return <KindIcon kind={row.kind} hollow={node === undefined || node.type === "account"} />;
}

/** The picture as a tree with figures: the same elements, the same selection, all of it by keyboard. */
export function Outline({
  model,
  query,
  dispatch,
  onMenu,
  onReveal,
}: {
  model: GraphModel;
  query: string;
  dispatch: (command: GraphCommand) => void;
  onMenu: (nodeId: string) => void;
  onReveal: (nodeId: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(["kind account", "kind payment_instrument"]),
  );
  /** The row the keys act on, and the choice it was reached under: a newer choice moves it. */
  const [reached, setReached] = useState<{ key: string | null; under: string | null }>({
    key: null,
    under: null,
  });
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const focusWanted = useRef(false);
  /** The choice last scrolled to: only a new one scrolls, opening a branch must not. */
  const followed = useRef<string | null>(null);
  const rows = useMemo(() => outlineRows(model, open, query), [model, open, query]);
  const lastChosen = model.selection.at(-1) ?? null;
  const chosenIndex = rows.findIndex((row) => row.nodeId === lastChosen);
  const reachedIndex = rows.findIndex((row) => row.key === reached.key);
  const follows =
    reached.under !== lastChosen && chosenIndex >= 0 && rows[reachedIndex]?.nodeId !== lastChosen;
  const activeIndex = Math.max(0, follows ? chosenIndex : reachedIndex);
  const setActive = (key: string | null): void => setReached({ key, under: lastChosen });
  const chosen = useMemo(() => new Set(model.selection), [model.selection]);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const measure = (): void => setScroll({ top: box.scrollTop, height: box.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (lastChosen === followed.current) return;
    followed.current = lastChosen;
    if (lastChosen !== null) bringIntoView(scroller.current, activeIndex);
  }, [lastChosen, activeIndex, followed]);

  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    const row = rows[activeIndex];
    if (row !== undefined) document.getElementById(rowId(row.key))?.focus({ preventScroll: true });
  });

  const moveTo = (index: number): void => {
    const clamped = Math.min(rows.length - 1, Math.max(0, index));
    const row = rows[clamped];
    if (row === undefined) return;
    focusWanted.current = true;
    setActive(row.key);
    bringIntoView(scroller.current, clamped);
  };

  const setRowOpen = (row: OutlineRow, wanted: boolean): void =>
    setOpen((present) => {
      const next = new Set(present);
      if (wanted) next.add(row.key);
      else next.delete(row.key);
      return next;
    });

  const choose = (row: OutlineRow, extend: boolean): void => {
    if (row.nodeId === null) {
      setRowOpen(row, row.open !== true);
      return;
    }
    const ids = extend
      ? chosen.has(row.nodeId)
        ? model.selection.filter((id) => id !== row.nodeId)
        : [...model.selection, row.nodeId]
      : [row.nodeId];
    dispatch({ type: "select", ids });
    onReveal(row.nodeId);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[activeIndex];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(scroll.height / ROW_HEIGHT) - 1);
    const actions: Record<string, () => void> = {
      ArrowDown: () => moveTo(activeIndex + 1),
      ArrowUp: () => moveTo(activeIndex - 1),
      PageDown: () => moveTo(activeIndex + page),
      PageUp: () => moveTo(activeIndex - page),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      ArrowRight: () =>
        row.open === false ? setRowOpen(row, true) : moveTo(activeIndex + (row.open === true ? 1 : 0)),
      ArrowLeft: () =>
        row.open === true && query === ""
          ? setRowOpen(row, false)
          : moveTo(rows.findIndex((other) => other.key === row.parentKey)),
      Enter: () => choose(row, event.shiftKey),
      " ": () => choose(row, true),
      e: () => row.nodeId !== null && onMenu(row.nodeId),
      Delete: () => {
        if (row.nodeId === null) return;
        const ids = chosen.has(row.nodeId) ? model.selection : [row.nodeId];
        focusWanted.current = true;
        setActive(rows[activeIndex + 1]?.key ?? rows[activeIndex - 1]?.key ?? null);
        dispatch({ type: "hide", ids });
      },
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  const from = Math.max(0, Math.floor(scroll.top / ROW_HEIGHT) - SPARE_ROWS);
  const to = Math.min(rows.length, Math.ceil((scroll.top + scroll.height) / ROW_HEIGHT) + SPARE_ROWS);

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={(event) =>
        setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
      }
    >
      <ul
        role="tree"
        tabIndex={-1}
        aria-label="Outline of the graph"
        aria-multiselectable
        className={styles.grid}
        style={{ height: rows.length * ROW_HEIGHT }}
      >
        {rows.slice(from, to).map((row, offset) => {
          const index = from + offset;
          return (
            <li
              key={row.key}
              id={rowId(row.key)}
              role="treeitem"
              aria-level={row.level}
              aria-posinset={row.position}
              aria-setsize={row.siblings}
              aria-expanded={row.open ?? undefined}
              aria-selected={row.nodeId !== null && chosen.has(row.nodeId)}
              tabIndex={index === activeIndex ? 0 : -1}
              className={classNames(styles.row, row.nodeId === null && styles.heading)}
              style={{ top: index * ROW_HEIGHT, paddingLeft: 4 + (row.level - 1) * 14 }}
              onFocus={() => setActive(row.key)}
              onKeyDown={onKeyDown}
              onClick={(event) => {
                setActive(row.key);
                choose(row, event.shiftKey || event.ctrlKey || event.metaKey);
              }}
              onDoubleClick={() => row.nodeId !== null && onMenu(row.nodeId)}
            >
              <span className={styles.name}>
                <button
                  type="button"
                  tabIndex={-1}
                  aria-hidden
                  className={classNames(styles.twist, row.open === true && styles.open)}
                  style={{ visibility: row.open === null ? "hidden" : "visible" }}
                  onClick={(event) => {
                    event.stopPropagation();
                    setRowOpen(row, row.open !== true);
                  }}
                >
                  <ChevronRight aria-hidden size={12} />
                </button>
                <RowMark row={row} model={model} />
                <bdi
                  className={row.nodeId === null ? undefined : styles.value}
                  title={shortLabel(row.label, 200)}
                >
                  {shortLabel(row.label, row.level === 3 ? 21 : 23)}
                </bdi>
              </span>
              <span className={styles.detail}>{row.detail}</span>
            </li>
          );
        })}
      </ul>
      {rows.length > 0 ? null : (
        <p className={styles.none}>
          {query === "" ? "Nothing on the canvas." : "Nothing on the canvas has this text."}
        </p>
      )}
    </div>
  );
}
