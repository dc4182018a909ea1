import Link from "next/link";
import { identifierNodeId } from "@/lib/domain/graph-id";
import { grouped, signedBits } from "@/lib/core/format";
import type { EvidenceRow, UseWindow } from "@/lib/domain/evidence";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import { cleanText, shortLabel } from "@/components/graph/label";
import { KindIcon } from "@/components/ui/KindIcon";
import { Sentence } from "@/components/ui/Sentence";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { WindowUtc } from "@/components/ui/TimeUtc";
import styles from "./explain.module.css";
import { formulaOf } from "./formula";
import { shownImports } from "./import-words";
import { expectationWords, gapWords, rarityWords, useWords } from "./rarity";

/** Where a use is on record: each import leads to its files under Sources. */
function Imports({ use }: { use: UseWindow }) {
  const shown = shownImports(use);
  if (shown === null) return null;
  return (
    <>
      {", from "}
      {shown.named.map(({ id, label, day, title, href }, position) => (
        <span key={id}>
          {position === 0 ? "" : "; "}
          <Link href={href} title={title}>
            <bdi>{label}</bdi>
          </Link>{" "}
          ({day})
        </span>
      ))}
      {shown.older === null ? null : (
        <>
          {" and "}
          <Link href="/sources">{shown.older}</Link>
        </>
      )}
    </>
  );
}

function Uses({ side, use }: { side: string; use: UseWindow }) {
  return (
    <>
      <dt>{side}</dt>
      <dd>
        {useWords(use.count)}, <WindowUtc fromMs={use.firstSeenMs} toMs={use.lastSeenMs} />
        <Imports use={use} />
      </dd>
    </>
  );
}

/** One shared identifier: what it adds, how rare it is, when it was used, and the sum behind it. */
export function EvidenceRowView({ row }: { row: EvidenceRow }) {
  const formula = formulaOf(row);
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <KindIcon kind={row.kind} />
        <span className={styles.kind}>{cleanText(row.kindLabel)}</span>
        <Link
          href={`/investigate?identifier=${encodeURIComponent(identifierNodeId(row))}`}
          className={styles.value}
          title={cleanText(row.display)}
        >
          <bdi>{shortLabel(row.display, 22)}</bdi>
        </Link>
        <span className={styles.bits}>
          <StrengthBar bits={row.contribution} signed />
        </span>
      </div>
      <p className={styles.rarity}>
        {rarityWords(row)} · {gapWords(row.gapMs)}
        {row.direct ? " · one account’s own" : ""}
      </p>
      <p className={styles.sentence}>
        <Sentence>{row.sentence}</Sentence>
      </p>
      <details className={styles.details}>
        <summary>How this is computed</summary>
        <div className={styles.formula}>
          <code>{formula.rule}</code>
          <code>{formula.symbols}</code>
          <code>= {formula.figures} b</code>
        </div>
        {formula.agrees ? null : (
          <p className={styles.disagrees}>
            The row itself says {signedBits(row.bits)} b: the printed terms do not give its figure.
          </p>
        )}
        <dl className={styles.facts}>
          <dt>κ</dt>
          <dd>{row.kappa}: accounts to expect on it under one operator</dd>
          <dt>crowd</dt>
          <dd>
            {grouped(row.observedCrowd)} of {grouped(row.population)} accounts
            {row.crowd > row.observedCrowd ? `, counted as ${grouped(row.crowd)}` : ""}
          </dd>
          <dt>chance</dt>
          <dd>{row.chance.toPrecision(3)}: share of random pairs at most this far apart in time</dd>
          <dt>so</dt>
          <dd>{expectationWords(row)}</dd>
          <Uses side="A" use={row.a} />
          <Uses side="B" use={row.b} />
          <dt>adds</dt>
          <dd>
            {signedBits(row.contribution)} b of {signedBits(row.bits)} b, as further rows of the family{" "}
            {FAMILY_LABEL[row.family].toLowerCase()} and further families count less
          </dd>
        </dl>
      </details>
    </li>
  );
}
