"use client";

import { useQuery } from "@tanstack/react-query";
import {
  CircleHelp,
  EyeOff,
  LayoutGrid,
  Maximize,
  PanelLeft,
  PanelRight,
  Plus,
  Minus,
  Redo2,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { OpenCaseDialog } from "@/components/network/OpenCaseDialog";
import { PageFill } from "@/components/shell/Page";
import { Button } from "@/components/ui/Button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/IconButton";
import { networkQuery } from "@/lib/client/networks";
import { counted, grouped } from "@/lib/core/format";
import { parseNodeId } from "@/lib/domain/graph-id";
import type { GraphNode } from "@/lib/domain/views";
import type { Viewport } from "./controllers/ViewportController";
import { ExpandPopover } from "./ExpandPopover";
import { GraphCanvas } from "./GraphCanvas";
import { Inspector } from "./inspector/Inspector";
import styles from "./investigate.module.css";
import { useKeys } from "./use-keys";
import { Legend } from "./Legend";
import { cleanText, shortLabel } from "./label";
import { visiblePart } from "./model";
import { nodeText } from "./outline-rows";
import { Outline } from "./Outline";
import { NoPicture } from "./NoPicture";
import { ProblemBanner } from "./ProblemBanner";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { ShownLine } from "./ShownLine";
import { useInvestigation } from "./use-investigation";
import { useViewInUrl } from "./use-view-in-url";
import type { ViewAddress } from "./view-url";

/** "From IP range 240.3.0.0/16" */
function seedTitle(seed: string, node: GraphNode | undefined): string {
  const parsed = parseNodeId(seed);
  if (parsed?.type === "account") return `From account ${shortLabel(parsed.accountId, 32)}`;
  if (node?.type === "identifier") return `From ${cleanText(node.kindLabel)} ${shortLabel(node.display, 32)}`;
  return `From ${shortLabel(parsed?.identifier.value ?? seed, 32)}`;
}

const ELEMENTS_SOFT_MAX = 2_000;

/** The investigation desk for one network, or for what grows from one node: outline, canvas, inspector. */
export function Investigate({ start }: { start: ViewAddress }) {
  const investigation = useInvestigation(start);
  const { history, dispatch, phase, expand } = investigation;
  const { model } = history;
  const [query, setQuery] = useState("");
  const [menuFor, setMenuFor] = useState<string | null>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [caseOpen, setCaseOpen] = useState(false);
  const [outlineShown, setOutlineShown] = useState(true);
  const [inspectorShown, setInspectorShown] = useState(true);
  const [viewport, setViewport] = useState<Viewport | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const reveal = useCallback((nodeId: string) => viewport?.reveal(nodeId), [viewport]);
  const closeMenu = useCallback(() => setMenuFor(null), []);
  const network = useQuery({ ...networkQuery(start.networkId ?? ""), enabled: start.networkId !== null });
  const area = viewport?.size() ?? { width: 800, height: 600 };
  const aspect = area.width / Math.max(1, area.height);
  const part = useMemo(() => visiblePart(model), [model]);
  const leftOut = useViewInUrl(model, start, investigation.accountsAsked, phase === "ready");

  const found = useMemo(() => {
    const wanted = query.trim().toLowerCase();
    return wanted === ""
      ? []
      : part.nodes.filter((node) => nodeText(node).toLowerCase().includes(wanted)).map((node) => node.id);
  }, [part, query]);

  const lastStep = history.done.at(-1)?.name;
  const nextStep = history.undone.at(-1)?.name;
  useKeys({
    undo: investigation.undo,
    redo: investigation.redo,
    fit: () => viewport?.fit(),
    zoomIn: () => viewport?.zoomBy(1.25),
    zoomOut: () => viewport?.zoomBy(0.8),
    find: () => find.current?.focus(),
    help: () => setHelpOpen(true),
    expand: () => setMenuFor(model.selection.at(-1) ?? null),
    hide: () => dispatch({ type: "hide", ids: model.selection }),
    pin: () => {
      const pinned = model.selection.every((id) => model.pinned.has(id));
      dispatch({ type: pinned ? "unpin" : "pin", ids: model.selection });
    },
    arrange: () => investigation.arrange(aspect),
    clear: () => (menuFor === null ? dispatch({ type: "select", ids: [] }) : setMenuFor(null)),
  });

  useEffect(() => {
    if (menuFor !== null) reveal(menuFor);
  }, [menuFor, reveal]);

  const seedNode = start.seed === null ? undefined : model.nodes.get(start.seed);
  const title =
    start.networkId === null ? seedTitle(start.seed ?? "", seedNode) : (network.data?.label ?? "Network");
  const spoken = `${counted(part.nodes.length, "node")} and ${counted(part.edges.length, "line")} on the canvas`;

  return (
    <PageFill>
      <div
        className={classNames(
          styles.desk,
          !outlineShown && styles.withoutOutline,
          !inspectorShown && styles.withoutInspector,
        )}
      >
        <header className={styles.bar}>
          <IconButton
            label="Outline"
            size="small"
            pressed={outlineShown}
            onClick={() => setOutlineShown(!outlineShown)}
          >
            <PanelLeft aria-hidden size={15} />
          </IconButton>
          <h1 className={styles.title}>
            <bdi>{title}</bdi>
          </h1>
          <ShownLine
            model={model}
            phase={phase}
            busy={investigation.busy}
            networkLoaded={start.networkId !== null}
            onLoadMore={investigation.loadMoreAccounts}
            onShowHidden={() => dispatch({ type: "show", ids: [...model.hidden] })}
          />
          <div className={styles.barEnd}>
            {start.networkId === null || phase === "failed" ? null : (
              <>
                <Link href={`/networks/${encodeURIComponent(start.networkId)}`}>Dossier</Link>
                <Button variant="primary" size="small" onClick={() => setCaseOpen(true)}>
                  Open a case
                </Button>
              </>
            )}
            <IconButton
              label="Inspector"
              size="small"
              pressed={inspectorShown}
              onClick={() => setInspectorShown(!inspectorShown)}
            >
              <PanelRight aria-hidden size={15} />
            </IconButton>
          </div>
        </header>

        {outlineShown ? (
          <section className={styles.outline} aria-label="Outline">
            <div className={styles.find}>
              <input
                ref={find}
                type="search"
                className={styles.findInput}
                placeholder="Find on canvas"
                aria-label="Find on canvas"
                value={query}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setQuery(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || found.length === 0) return;
                  const at = found.indexOf(model.selection[0] ?? "");
                  const next = found[(at + (event.shiftKey ? found.length - 1 : 1)) % found.length];
                  if (next === undefined) return;
                  dispatch({ type: "select", ids: [next] });
                  reveal(next);
                }}
              />
              {query.trim() === "" ? null : <span className={styles.findCount}>{grouped(found.length)}</span>}
            </div>
            <Outline model={model} query={query} dispatch={dispatch} onMenu={setMenuFor} onReveal={reveal} />
          </section>
        ) : null}

        <section className={styles.stage} aria-label="Canvas">
          <div className={styles.tools} role="toolbar" aria-label="Canvas">
            <IconButton
              label={lastStep === undefined ? "Nothing to undo" : `Undo: ${lastStep}`}
              size="small"
              disabled={lastStep === undefined}
              onClick={investigation.undo}
            >
              <Undo2 aria-hidden size={15} />
            </IconButton>
            <IconButton
              label={nextStep === undefined ? "Nothing to redo" : `Redo: ${nextStep}`}
              size="small"
              disabled={nextStep === undefined}
              onClick={investigation.redo}
            >
              <Redo2 aria-hidden size={15} />
            </IconButton>
            <span className={styles.gap} />
            <IconButton label="Zoom in (+)" size="small" onClick={() => viewport?.zoomBy(1.25)}>
              <Plus aria-hidden size={15} />
            </IconButton>
            <IconButton label="Zoom out (−)" size="small" onClick={() => viewport?.zoomBy(0.8)}>
              <Minus aria-hidden size={15} />
            </IconButton>
            <IconButton label="Fit the picture (F)" size="small" onClick={() => viewport?.fit()}>
              <Maximize aria-hidden size={15} />
            </IconButton>
            <IconButton
              label="Arrange everything anew (A)"
              size="small"
              disabled={investigation.busy !== null || part.nodes.length === 0}
              onClick={() => investigation.arrange(aspect)}
            >
              <LayoutGrid aria-hidden size={15} />
            </IconButton>
            <span className={styles.gap} />
            <IconButton
              label="Expand the chosen node (E)"
              size="small"
              disabled={model.selection.length !== 1}
              onClick={() => setMenuFor(model.selection[0] ?? null)}
            >
              <Plus aria-hidden size={15} className={styles.boxed} />
            </IconButton>
            <IconButton
              label="Hide what is chosen (Delete)"
              size="small"
              disabled={model.selection.length === 0}
              onClick={() => dispatch({ type: "hide", ids: model.selection })}
            >
              <EyeOff aria-hidden size={15} />
            </IconButton>
            <span className={styles.gap} />
            <IconButton label="Keys (?)" size="small" onClick={() => setHelpOpen(true)}>
              <CircleHelp aria-hidden size={15} />
            </IconButton>
          </div>
          <div className={styles.picture}>
            {phase === "ready" ? (
              <>
                <GraphCanvas
                  model={model}
                  pictureKey={`${start.networkId ?? start.seed ?? ""}`}
                  found={found}
                  dispatch={dispatch}
                  onMenu={setMenuFor}
                  onViewport={setViewport}
                  label={`Graph of ${title}: ${spoken}. The outline beside it holds the same in text.`}
                />
                {menuFor === null ? null : (
                  <ExpandPopover
                    key={menuFor}
                    nodeId={menuFor}
                    at={viewport?.place(menuFor) ?? { x: 40, y: 40 }}
                    area={area}
                    model={model}
                    busy={investigation.busy !== null}
                    onExpand={expand}
                    onClose={closeMenu}
                  />
                )}
              </>
            ) : (
              <NoPicture
                phase={phase}
                error={investigation.failure}
                networkId={start.networkId}
                onRetry={investigation.reload}
              />
            )}
            <ProblemBanner problem={investigation.problem} onDismiss={investigation.dismissProblem} />
            {part.nodes.length + part.edges.length <= ELEMENTS_SOFT_MAX ? null : (
              <p className={styles.heavy}>
                {grouped(part.nodes.length + part.edges.length)} elements: above {grouped(ELEMENTS_SOFT_MAX)}{" "}
                the canvas slows down. Hide a kind in the legend to go on quickly.
              </p>
            )}
          </div>
          <Legend model={model} dispatch={dispatch} />
        </section>

        {inspectorShown ? (
          <section className={styles.inspector} aria-label="Inspector">
            {phase === "ready" ? (
              <Inspector
                model={model}
                busy={investigation.busy !== null}
                dispatch={dispatch}
                onExpand={expand}
                onReveal={reveal}
              />
            ) : null}
          </section>
        ) : null}
      </div>
      <output className="visually-hidden" aria-live="polite">
        {lastStep === undefined ? "" : `Done: ${lastStep}. `}
        {phase === "ready" ? spoken : ""}
        {leftOut === 0 ? "" : `. The link to this view leaves out ${grouped(leftOut)} of them.`}
      </output>
      <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} />
      {start.networkId === null ? null : (
        <OpenCaseDialog
          open={caseOpen}
          onOpenChange={setCaseOpen}
          networkId={start.networkId}
          networkLabel={network.data?.label ?? ""}
        />
      )}
    </PageFill>
  );
}
