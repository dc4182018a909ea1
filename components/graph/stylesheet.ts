import { CYTOSCAPE_SHAPE, KIND_LOOKS } from "@/components/ui/kind-look";

/** Reads a token of the theme of the moment: `token("--ink")`. */
export type TokenReader = (name: string) => string;

/**
 * The canvas' looks. Haystack edges, no arrows, no edge opacity, no compounds: what software
 * rendering can draw at 5,000 elements.
 */
export function stylesheet(token: TokenReader): string {
  return rules(token)
    .map(({ selector, style }) => {
      const lines = Object.entries(style).map(([name, value]) => `  ${name}: ${value};`);
      return `${selector} {\n${lines.join("\n")}\n}`;
    })
    .join("\n");
}

interface Rule {
  selector: string;
  style: Record<string, string | number>;
}

function rules(token: TokenReader): Rule[] {
  const surface = token("--canvas");
  const ink = token("--ink");
  const kinds = KIND_LOOKS.map((look) => ({
    selector: `node.${look.colorToken.slice(2)}`,
    style: {
      shape: CYTOSCAPE_SHAPE[look.shape],
      "background-color": token(look.colorToken),
      "border-color": token(look.colorToken),
    },
  }));
  const account = token("--kind-account");
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        label: "data(label)",
        color: token("--ink-2"),
        "font-family": "JetBrains Mono Variable, ui-monospace, monospace",
        "font-size": 11,
        "min-zoomed-font-size": 11,
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-outline-color": surface,
        "text-outline-width": 1.5,
        "border-width": 1.5,
        "overlay-opacity": 0,
      },
    },
    ...kinds,
    // The renderer compares with the next power of two of the zoom: these show from twice the size on.
    { selector: "node.account, node.minor", style: { "font-size": 9, "min-zoomed-font-size": 20 } },
    {
      selector: "node.probable",
      style: {
        "background-fill": "linear-gradient",
        "background-gradient-direction": "to-right",
        "background-gradient-stop-colors": `${account} ${account} ${surface} ${surface}`,
        "background-gradient-stop-positions": "0% 50% 50% 100%",
      },
    },
    { selector: "node.fringe", style: { "background-color": surface, "border-width": 2 } },
    {
      selector: "node.outside",
      style: { "background-color": surface, "border-width": 1.5, "border-style": "dashed" },
    },
    {
      selector: "node.protected",
      style: { "outline-width": 2, "outline-offset": 3, "outline-color": ink },
    },
    { selector: "node.roster", style: { "border-style": "double", "border-width": 4, "border-color": ink } },
    { selector: "node.stopped", style: { "border-color": token("--warn"), "border-width": 3 } },
    { selector: "node.pinned", style: { "border-color": ink, "border-width": 2 } },
    {
      selector: "edge",
      style: {
        "curve-style": "haystack",
        "haystack-radius": 0,
        width: "data(width)",
        "line-color": token("--line-strong"),
        "overlay-opacity": 0,
      },
    },
    { selector: "edge.link", style: { "line-color": token("--ink-3") } },
    { selector: "edge.candidate", style: { "line-style": "dashed" } },
    { selector: "edge.countered", style: { "line-color": token("--counter") } },
    { selector: "edge.touched", style: { "line-color": token("--accent"), "z-index": 9 } },
    { selector: "edge.between", style: { "line-color": token("--accent"), width: 5, "z-index": 10 } },
    {
      selector: "node.chosen",
      style: {
        "underlay-color": token("--accent"),
        "underlay-opacity": 0.4,
        "underlay-padding": 11,
        "underlay-shape": "ellipse",
        "border-color": ink,
        "border-width": 2.5,
        color: ink,
        "font-size": 12,
        "font-weight": 600,
        "min-zoomed-font-size": 0,
        "z-index": 20,
      },
    },
    {
      selector: "node.found",
      style: { "underlay-color": token("--warn"), "underlay-opacity": 0.45, "underlay-padding": 8 },
    },
  ];
}
