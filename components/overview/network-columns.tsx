import Link from "next/link";
import { GradeBadge } from "@/components/network/GradeBadge";
import { Badge } from "@/components/ui/Badge";
import { Count } from "@/components/ui/Count";
import type { Column } from "@/components/ui/DataTable";
import { KindIcon } from "@/components/ui/KindIcon";
import { Sparkline } from "@/components/ui/Sparkline";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { countedKind } from "@/components/ui/kind-words";
import { counted } from "@/lib/core/format";
import type { NetworkSummary } from "@/lib/domain/views";
import { heldTogether } from "./held-together";
import styles from "./network-columns.module.css";

const KINDS_SHOWN_MAX = 3;

const GRADE_RANK = {
  "likely signs": 4,
  "some signs": 3,
  "no signs": 2,
  "not enough data": 1,
  "not assessed": 0,
} as const;

/** The columns of a ranked network table. */
export const networkColumns: readonly Column<NetworkSummary>[] = [
  { id: "label", header: "Network", sortValue: (network) => network.label, cell: (network) => network.label },
  {
    id: "members",
    header: "Core / prob. / fringe",
    numeric: true,
    sortValue: (network) => network.accounts,
    cell: (network) => <Members network={network} />,
  },
  {
    id: "exchanges",
    header: "Exchanges",
    numeric: true,
    sortValue: (network) => network.exchanges,
    cell: (network) => (
      <span className={styles.exchanges}>
        <Count value={network.exchanges} short />
        <Sparkline values={network.perDay} label="exchanges per day" width={72} />
      </span>
    ),
  },
  {
    id: "window",
    header: "Window (UTC)",
    sortValue: (network) => network.firstMs,
    cell: (network) => <WindowUtc fromMs={network.firstMs} toMs={network.lastMs} zone={false} />,
  },
  { id: "shared", header: "Held together by", cell: (network) => <HeldTogetherBy network={network} /> },
  {
    id: "strength",
    header: "Strength",
    numeric: true,
    sortValue: (network) => network.strengthBits,
    cell: (network) => <StrengthBar bits={network.strengthBits} />,
  },
  {
    id: "distilling",
    header: "Distilling?",
    sortValue: (network) => GRADE_RANK[network.distillationGrade ?? "not assessed"],
    cell: (network) => <Distilling network={network} />,
  },
  { id: "case", header: "Case", cell: (network) => <Cases network={network} /> },
];

function Members({ network }: { network: NetworkSummary }) {
  return (
    <span
      className={styles.members}
      title={`${network.core} core, ${network.probable} probable, ${network.fringe} fringe of ${network.accounts} accounts`}
    >
      <strong>
        <Count value={network.core} />
      </strong>
      {" / "}
      <Count value={network.probable} />
      {" / "}
      <Count value={network.fringe} />
    </span>
  );
}

function HeldTogetherBy({ network }: { network: NetworkSummary }) {
  const { shown, hidden } = heldTogether(network.sharedCounts, KINDS_SHOWN_MAX);
  return (
    <span className={styles.held}>
      {shown.map((shared) => (
        <span key={shared.kind} className={styles.kind}>
          <KindIcon kind={shared.kind} size={10} />
          {countedKind(shared.count, shared.kind, shared.kindLabel)}
        </span>
      ))}
      {hidden.length > 0 ? (
        <span
          className={styles.more}
          title={hidden.map((shared) => countedKind(shared.count, shared.kind, shared.kindLabel)).join(", ")}
          data-above-row
        >
          +{counted(hidden.length, "kind")}
        </span>
      ) : null}
      {network.protectedAccounts > 0 ? (
        <Badge tone="warn">{network.protectedAccounts} protected</Badge>
      ) : null}
      {network.bannedAccounts > 0 ? (
        <span className={styles.more}>
          <Count value={network.bannedAccounts} /> banned
        </span>
      ) : null}
    </span>
  );
}

function Distilling({ network }: { network: NetworkSummary }) {
  const grade = network.distillationGrade ?? null;
  return grade === null ? <span className={styles.more}>not assessed</span> : <GradeBadge grade={grade} />;
}

function Cases({ network }: { network: NetworkSummary }) {
  if (network.cases.length === 0) return <span className={styles.more}>none</span>;
  return (
    <span className={styles.cases} data-above-row>
      {network.cases.map((one) => (
        <Link key={one.id} href={`/cases/${encodeURIComponent(one.id)}`}>
          {one.number}
        </Link>
      ))}
    </span>
  );
}
