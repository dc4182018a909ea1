"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Button } from "@/components/ui/Button";
import { type Column, DataTable } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { holdsQuery, withoutIdentifiers } from "@/lib/client/network-inside";
import { counted, grouped } from "@/lib/core/format";
import { identifierId } from "@/lib/domain/identifier";
import type { HeldIdentifier, HoldsView, ShownIdentifier } from "@/lib/domain/network-inside";
import styles from "./inside.module.css";
import { PartsBars } from "./PartsBars";

const ROWS_FIRST = 10;

function columnsFor(
  chosen: ReadonlyMap<string, ShownIdentifier>,
  onToggle: (identifier: ShownIdentifier) => void,
): Column<HeldIdentifier>[] {
  return [
    {
      id: "identifier",
      header: "Take away",
      cell: (row) => (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={chosen.has(identifierId(row))}
            onChange={() => onToggle(row)}
            aria-label={`Take away ${cleanText(row.kindLabel)} ${cleanText(row.display)}`}
          />
          <KindIcon kind={row.kind} />
          <bdi className={styles.mono} title={cleanText(row.display)}>
            {shortLabel(row.display, 26)}
          </bdi>
        </label>
      ),
    },
    {
      id: "kind",
      header: "Kind",
      sortValue: (row) => row.kindLabel,
      cell: (row) => cleanText(row.kindLabel),
    },
    {
      id: "accounts",
      header: "Members on its links",
      numeric: true,
      sortValue: (row) => row.accounts,
      cell: (row) => grouped(row.accounts),
    },
    {
      id: "links",
      header: "Links falling",
      numeric: true,
      sortValue: (row) => row.linksFalling,
      cell: (row) => (
        <>
          {grouped(row.linksFalling)} <span className={styles.quiet}>of {grouped(row.links)}</span>
        </>
      ),
    },
    {
      id: "leaving",
      header: "Members leaving",
      numeric: true,
      sortValue: (row) => row.accountsLeaving,
      cell: (row) => grouped(row.accountsLeaving),
    },
  ];
}

function Holds({ view }: { view: HoldsView }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, ShownIdentifier>>(new Map());
  const [all, setAll] = useState(false);
  const without = useMutation({
    mutationFn: async (identifiers: readonly ShownIdentifier[]) =>
      withoutIdentifiers(view.networkId, identifiers),
  });
  const choose = (next: ReadonlyMap<string, ShownIdentifier>): void => {
    setChosen(next);
    without.reset();
  };
  const toggle = (identifier: ShownIdentifier): void => {
    const next = new Map(chosen);
    if (!next.delete(identifierId(identifier))) next.set(identifierId(identifier), identifier);
    choose(next);
  };
  const rows = all ? view.identifiers : view.identifiers.slice(0, ROWS_FIRST);
  const cut = new Map(view.cut.identifiers.map((identifier) => [identifierId(identifier), identifier]));
  const cutChosen = cut.size === chosen.size && [...cut.keys()].every((id) => chosen.has(id));
  return (
    <>
      <div className={styles.lead}>
        <p className={styles.sentence} data-testid="cut-sentence">
          <Sentence>{view.cut.sentence}</Sentence>
        </p>
        {cut.size === 0 ? null : (
          <div className={styles.row}>
            <Button size="small" disabled={cutChosen} onClick={() => choose(cut)}>
              {`Choose ${cut.size === 1 ? "it" : `these ${grouped(cut.size)}`}`}
            </Button>
          </div>
        )}
      </div>
      <DataTable
        caption="Identifiers by what they hold together"
        columns={columnsFor(chosen, toggle)}
        rows={rows}
        rowKey={identifierId}
        total={view.identifiersTotal}
        noun="identifiers that links rest on, by what each holds together alone"
        more={
          rows.length < view.identifiers.length ? (
            <Button size="small" variant="quiet" onClick={() => setAll(true)}>
              {`Show ${grouped(view.identifiers.length)}`}
            </Button>
          ) : undefined
        }
        empty={
          <EmptyState title="No link rests on an identifier">
            Analysts’ decisions hold it together.
          </EmptyState>
        }
      />
      <div className={styles.foot}>
        {chosen.size === 0 ? (
          <p className={styles.quiet}>
            Tick identifiers to see what is left without them: every link that rests on them is scored again.
          </p>
        ) : (
          <ul className={styles.chips} aria-label="Taken away">
            {[...chosen].map(([id, identifier]) => (
              <li key={id}>
                <button type="button" className={styles.chip} onClick={() => toggle(identifier)}>
                  <KindIcon kind={identifier.kind} />
                  <span>
                    <bdi>{shortLabel(identifier.display, 22)}</bdi>
                  </span>
                  <span aria-hidden>×</span>
                  <span className="visually-hidden">put back</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className={styles.row}>
          <Button
            variant="primary"
            size="small"
            disabled={chosen.size === 0}
            busy={without.isPending}
            onClick={() => without.mutate([...chosen.values()])}
          >
            Remove and re-cluster
          </Button>
          <Button size="small" variant="quiet" disabled={chosen.size === 0} onClick={() => choose(new Map())}>
            Reset
          </Button>
        </div>
        {without.isError ? <ErrorState error={without.error} /> : null}
        {without.data === undefined ? null : (
          <div className={styles.stack}>
            <output data-testid="without-sentence">
              {`${counted(without.data.linksFalling, "link")} of ${grouped(without.data.linksTotal)} no longer ${without.data.linksFalling === 1 ? "holds" : "hold"}; ${
                without.data.alone === 0 && without.data.parts.length === 1
                  ? "the network stays whole."
                  : `${grouped(without.data.accounts - (without.data.parts[0]?.accounts ?? 1))} of ${counted(without.data.accounts, "member")} leave the largest part.`
              }`}
            </output>
            <PartsBars parts={without.data} />
          </div>
        )}
      </div>
    </>
  );
}

/** What a network hangs by: each identifier taken away alone, the smallest set that splits it, and trying one's own. */
export function HoldsPanel({ networkId }: { networkId: string }) {
  const holds = useQuery(holdsQuery(networkId));
  return (
    <Panel title="What holds it together" note="cut test: each identifier taken away by itself" flush>
      {holds.isPending ? (
        <SkeletonRows rows={8} />
      ) : holds.isError ? (
        <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />
      ) : (
        <Holds key={networkId} view={holds.data} />
      )}
    </Panel>
  );
}
