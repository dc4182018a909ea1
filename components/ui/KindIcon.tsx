import { kindLook, type KindShape } from "./kind-look";

const PATH: Record<KindShape, string> = {
  circle: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z",
  diamond: "M8 1.4 14.6 8 8 14.6 1.4 8Z",
  "rounded-square":
    "M5 2.5h6A2.5 2.5 0 0 1 13.5 5v6a2.5 2.5 0 0 1-2.5 2.5H5A2.5 2.5 0 0 1 2.5 11V5A2.5 2.5 0 0 1 5 2.5Z",
  hexagon: "M4.7 2.3h6.6L14.6 8l-3.3 5.7H4.7L1.4 8Z",
  triangle: "M8 2.2 14.6 13.6H1.4Z",
  tag: "M2 3.5h7.5L14.4 8l-4.9 4.5H2Z",
  square: "M2.7 2.7h10.6v10.6H2.7Z",
  pentagon: "M8 1.6 14.6 6.4 12.1 14H3.9L1.4 6.4Z",
  rings: "M6 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm4 0a4.8 4.8 0 1 1 0 9.6",
};

/** The shape of a kind in its colour. Give `label` where no word stands beside it. */
export function KindIcon({
  kind,
  size = 12,
  hollow = false,
  label,
}: {
  /** "account", "network", or an identifier kind. */
  kind: string;
  size?: number;
  hollow?: boolean;
  label?: string;
}) {
  const look = kindLook(kind);
  const drawnHollow = hollow || look.shape === "rings";
  const color = `var(${look.colorToken})`;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ flex: "none", verticalAlign: "-0.1em" }}
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    >
      <path
        d={PATH[look.shape]}
        fill={drawnHollow ? "none" : color}
        stroke={color}
        strokeWidth={1.6}
        strokeLinejoin="round"
      />
    </svg>
  );
}
