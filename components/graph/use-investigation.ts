import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { expandMenuQuery, expandQuery, networkGraphQuery } from "@/lib/client/graph";
import type { GraphView } from "@/lib/domain/views";
import { EMPTY_HISTORY, type GraphHistory, perform, redo, startHistory, undo } from "./history";
import { layoutInputOf } from "./layout/layout-input";
import { type LayoutRun, runLayout } from "./layout/run-layout";
import { applyCommand, type GraphCommand, type GraphModel, loaded } from "./model";
import { ACCOUNTS_MAX, EXPAND_STEP, stillThere, type ViewAddress } from "./view-url";

/** Something that did not come, while what is on screen stays. */
export interface Problem {
  error: unknown;
  /** What was tried, in words: "expanding acct_1". */
  doing: string;
  retry: () => void;
}

export interface Investigation {
  history: GraphHistory;
  phase: "loading" | "ready" | "failed";
  /** Why there is no picture at all. */
  failure: unknown;
  problem: Problem | null;
  /** What is on its way, in words, or null. */
  busy: string | null;
  accountsAsked: number;
  dispatch: (command: GraphCommand) => void;
  undo: () => void;
  redo: () => void;
  expand: (nodeId: string, kind: string, limit: number) => void;
  loadMoreAccounts: () => void;
  arrange: (aspect: number) => void;
  dismissProblem: () => void;
  reload: () => void;
}

type Action =
  | { type: "start"; history: GraphHistory }
  | { type: "perform"; command: GraphCommand }
  | { type: "undo" }
  | { type: "redo" };

function reduce(history: GraphHistory, action: Action): GraphHistory {
  switch (action.type) {
    case "start":
      return action.history;
    case "perform":
      return perform(history, action.command);
    case "undo":
      return undo(history);
    case "redo":
      return redo(history);
  }
}

type Expand = ViewAddress["expand"][number];

async function expansions(
  client: QueryClient,
  wanted: Expand[],
  networkId: string | null,
): Promise<[Expand, GraphView][]> {
  const views = await Promise.all(
    wanted.map((expand) =>
      client.fetchQuery(expandQuery({ ...expand, ...(networkId === null ? {} : { networkId }) })),
    ),
  );
  return wanted.flatMap((expand, index) => {
    const view = views[index];
    return view === undefined ? [] : [[expand, view] as [Expand, GraphView]];
  });
}

function withExpansions(model: GraphModel, brought: [Expand, GraphView][]): GraphModel {
  return brought.reduce(
    (present, [expand, view]) => applyCommand(present, { type: "expand", ...expand, view }),
    model,
  );
}

/** The same on every screen, so that a link shows the same picture everywhere. */
const PICTURE_ASPECT = 1.2;

/** Builds the picture a view's address names: loads, lays out, expands again, hides, selects. */
async function buildPicture(
  client: QueryClient,
  address: ViewAddress,
  run: (layout: LayoutRun) => void,
): Promise<GraphModel> {
  let model: GraphModel;
  const layOut = async (
    view: Pick<GraphView, "nodes" | "edges">,
    seed: string,
  ): Promise<[string, { x: number; y: number }][]> => {
    const layout = runLayout(layoutInputOf(view.nodes, view.edges, seed, PICTURE_ASPECT));
    run(layout);
    return (await layout.positions) ?? [];
  };
  if (address.networkId !== null) {
    const [view, brought] = await Promise.all([
      client.fetchQuery(networkGraphQuery(address.networkId, { accountsMax: address.accounts })),
      expansions(client, address.expand, address.networkId),
    ]);
    model = withExpansions(loaded(view, await layOut(view, address.networkId)), brought);
  } else if (address.seed !== null) {
    const seed = address.seed;
    const menu = await client.fetchQuery(expandMenuQuery(seed));
    const wanted =
      address.expand.length > 0
        ? address.expand
        : menu.options.map((option) => ({ nodeId: seed, kind: option.kind, limit: EXPAND_STEP }));
    const [start, brought] = await Promise.all([
      client.fetchQuery(expandQuery({ nodeId: seed, kind: menu.options[0]?.kind ?? "account", limit: 0 })),
      expansions(client, wanted, null),
    ]);
    const grown = withExpansions(loaded(start, []), brought);
    const positions = await layOut(
      { nodes: [...grown.nodes.values()], edges: [...grown.edges.values()] },
      seed,
    );
    model = applyCommand(grown, { type: "arrange", positions });
  } else throw new Error("a picture needs a network or a node to start from");
  for (const kind of address.hideKinds) model = applyCommand(model, { type: "toggleKind", kind });
  model = applyCommand(model, { type: "hide", ids: stillThere(model, address.hide) });
  const selected = address.select.length > 0 || address.seed === null ? address.select : [address.seed];
  return applyCommand(model, { type: "select", ids: selected });
}

/** The model behind the Investigate screen, and everything that may be done to it. */
export function useInvestigation(start: ViewAddress): Investigation {
  const client = useQueryClient();
  const [history, act] = useReducer(reduce, EMPTY_HISTORY);
  const [phase, setPhase] = useState<Investigation["phase"]>("loading");
  const [failure, setFailure] = useState<unknown>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [accountsAsked, setAccountsAsked] = useState(start.accounts);
  const first = useRef(start);
  const layout = useRef<LayoutRun | null>(null);
  const ticket = useRef(0);

  const load = useCallback(() => {
    ticket.current += 1;
    const mine = ticket.current;
    buildPicture(client, first.current, (run) => {
      layout.current = run;
    })
      .then((model) => {
        if (ticket.current !== mine) return;
        act({ type: "start", history: startHistory(model) });
        setPhase("ready");
      })
      .catch((error: unknown) => {
        if (ticket.current !== mine) return;
        setFailure(error);
        setPhase("failed");
      });
  }, [client]);

  useEffect(() => {
    load();
    return () => {
      ticket.current += 1;
      layout.current?.stop();
    };
  }, [load]);

  const attemptTo = useCallback((doing: string, work: () => Promise<void>): void => {
    const run = async (): Promise<void> => {
      setBusy(doing);
      try {
        await work();
        setProblem(null);
      } catch (error) {
        setProblem({ error, doing, retry: () => void run() });
      } finally {
        setBusy(null);
      }
    };
    void run();
  }, []);

  const { networkId } = start;
  const dispatch = useCallback((command: GraphCommand) => act({ type: "perform", command }), []);

  const expand = useCallback(
    (nodeId: string, kind: string, limit: number) =>
      attemptTo("expanding", async () => {
        const parameters = { nodeId, kind, limit, ...(networkId === null ? {} : { networkId }) };
        const view = await client.fetchQuery(expandQuery(parameters));
        act({ type: "perform", command: { type: "expand", nodeId, kind, limit, view } });
      }),
    [attemptTo, client, networkId],
  );

  const loadMoreAccounts = useCallback(() => {
    if (networkId === null) return;
    const accountsMax = Math.min(ACCOUNTS_MAX, accountsAsked * 2);
    attemptTo("loading more accounts", async () => {
      const view = await client.fetchQuery(networkGraphQuery(networkId, { accountsMax }));
      act({ type: "perform", command: { type: "add", view } });
      setAccountsAsked(accountsMax);
    });
  }, [accountsAsked, attemptTo, client, networkId]);

  const arrange = useCallback(
    (aspect: number) =>
      attemptTo("arranging", async () => {
        layout.current?.stop();
        const { nodes, edges } = history.model;
        const input = layoutInputOf([...nodes.values()], [...edges.values()], networkId ?? "arrange", aspect);
        layout.current = runLayout(input);
        const positions = await layout.current.positions;
        if (positions !== null) act({ type: "perform", command: { type: "arrange", positions } });
      }),
    [attemptTo, history.model, networkId],
  );

  return {
    history,
    phase,
    failure,
    problem,
    busy,
    accountsAsked,
    dispatch,
    undo: useCallback(() => act({ type: "undo" }), []),
    redo: useCallback(() => act({ type: "redo" }), []),
    expand,
    loadMoreAccounts,
    arrange,
    dismissProblem: useCallback(() => setProblem(null), []),
    reload: useCallback(() => {
      setPhase("loading");
      load();
    }, [load]),
  };
}
