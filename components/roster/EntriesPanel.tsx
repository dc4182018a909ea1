"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { FilterBar } from "@/components/case/FilterBar";
import { useUrlParameter } from "@/components/case/url-parameter";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TextInput } from "@/components/ui/TextInput";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { useToast } from "@/components/ui/Toast";
import { withdrawRosterEntry } from "@/lib/client/roster";
import { grouped } from "@/lib/core/format";
import { ROSTER_CLASS_LABEL, ROSTER_CLASSES } from "@/lib/domain/roster";
import {
  ROSTER_ORIGIN_LABEL,
  type RosterLine,
  type RosterOrigin,
  type RosterView,
} from "@/lib/domain/roster-view";
import { ReasonDialog } from "./ReasonDialog";
import { filterLines, isOpen, LINE_STATES } from "./filter-lines";
import styles from "./roster.module.css";

const SHOWN_FIRST = 200;
const ORIGINS: readonly RosterOrigin[] = ["editor", "file", "learned", "import"];

function Source({ line }: { line: RosterLine }) {
  return (
    <>
      {ROSTER_ORIGIN_LABEL[line.origin]}{" "}
      <span className={styles.quiet}>
        {line.importId === null ? (
          <Sentence>{line.source}</Sentence>
        ) : (
          <Link href={`/sources?import=${encodeURIComponent(line.importId)}`}>
            <bdi>{shortLabel(line.source, 24)}</bdi>
          </Link>
        )}
      </span>
    </>
  );
}

function columnsFor(mayEdit: boolean, onWithdraw: (line: RosterLine) => void): Column<RosterLine>[] {
  return [
    {
      id: "value",
      header: "Range or value",
      sortValue: (line) => line.cidrOrValue,
      cell: (line) => (
        <span className={styles.identifier}>
          <KindIcon kind={line.kind} />
          <bdi className={styles.mono} title={cleanText(line.display)}>
            {shortLabel(line.display, 34)}
          </bdi>
        </span>
      ),
    },
    {
      id: "kind",
      header: "Kind",
      sortValue: (line) => line.kindLabel,
      cell: (line) => cleanText(line.kindLabel),
    },
    {
      id: "class",
      header: "Class",
      sortValue: (line) => ROSTER_CLASS_LABEL[line.class],
      cell: (line) => <Badge>{ROSTER_CLASS_LABEL[line.class]}</Badge>,
    },
    {
      id: "capacity",
      header: "Capacity",
      numeric: true,
      sortValue: (line) => line.capacity,
      cell: (line) => grouped(line.capacity),
    },
    {
      id: "note",
      header: "Note",
      width: "26%",
      cell: (line) => (line.note === "" ? "" : <Sentence>{line.note}</Sentence>),
    },
    {
      id: "source",
      header: "From",
      sortValue: (line) => line.origin,
      cell: (line) => <Source line={line} />,
    },
    {
      id: "since",
      header: "Since",
      numeric: true,
      sortValue: (line) => line.createdAtMs,
      cell: (line) => (line.createdAtMs === null ? "" : <TimeUtc ms={line.createdAtMs} />),
    },
    {
      id: "state",
      header: <span className="visually-hidden">Withdraw</span>,
      cell: (line) =>
        line.withdrawnAtMs !== null ? (
          <span className={styles.quiet}>
            withdrawn <TimeUtc ms={line.withdrawnAtMs} /> by <Sentence>{line.withdrawnByName ?? ""}</Sentence>
          </span>
        ) : line.replaced ? (
          <span className={styles.quiet}>an entry made here goes before it</span>
        ) : line.id !== null && mayEdit ? (
          <Button
            size="small"
            variant="quiet"
            onClick={() => onWithdraw(line)}
            aria-label={`Withdraw ${cleanText(line.display)}`}
          >
            Withdraw…
          </Button>
        ) : null,
    },
  ];
}

function Select({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  return (
    <select
      aria-label={label}
      className={styles.filter}
      value={value}
      onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
    >
      <option value="">{label}: all</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** The roster's lines with their filters in the address. */
export function EntriesPanel({ view }: { view: RosterView }) {
  const client = useQueryClient();
  const toast = useToast();
  const [state, setState] = useUrlParameter("state", LINE_STATES);
  const [kind, setKind] = useUrlParameter(
    "kind",
    view.kinds.map((option) => option.kind),
  );
  const [type, setType] = useUrlParameter<string>("class", ROSTER_CLASSES);
  const [origin, setOrigin] = useUrlParameter<string>("from", ORIGINS);
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const [withdrawing, setWithdrawing] = useState<RosterLine | null>(null);
  const filter = { state: state ?? "open", kind: kind ?? "", class: type ?? "", origin: origin ?? "", text };
  const found = filterLines(view.lines, filter);
  const rows = all ? found : found.slice(0, SHOWN_FIRST);
  const open = view.lines.filter(isOpen).length;
  return (
    <Panel
      title="Entries"
      note={`version ${view.version}`}
      actions={
        <FilterBar
          label="State"
          value={filter.state}
          onChange={(value) => setState(value === "open" ? undefined : value)}
          options={[
            { value: "open", label: "In force", count: open },
            { value: "withdrawn", label: "No longer", count: view.lines.length - open },
          ]}
        />
      }
      flush
    >
      <div className={styles.filters}>
        <TextInput
          type="search"
          aria-label="Find in the roster"
          placeholder="Find range, value or note"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          label="Kind"
          value={filter.kind}
          onChange={setKind}
          options={view.kinds.map((option) => ({ value: option.kind, label: cleanText(option.kindLabel) }))}
        />
        <Select
          label="Class"
          value={filter.class}
          onChange={setType}
          options={ROSTER_CLASSES.map((value) => ({ value, label: ROSTER_CLASS_LABEL[value] }))}
        />
        <Select
          label="From"
          value={filter.origin}
          onChange={setOrigin}
          options={ORIGINS.map((value) => ({ value, label: ROSTER_ORIGIN_LABEL[value] }))}
        />
      </div>
      <DataTable
        caption="Entries of the roster"
        columns={columnsFor(view.mayEdit, setWithdrawing)}
        rows={rows}
        rowKey={(line) => line.id ?? `${line.kind} ${line.cidrOrValue}`}
        total={
          rows.length === view.lines.length
            ? undefined
            : filter.state === "open"
              ? open
              : view.lines.length - open
        }
        noun="entries"
        more={
          rows.length < found.length ? (
            <Button size="small" variant="quiet" onClick={() => setAll(true)}>
              Show all
            </Button>
          ) : undefined
        }
        empty={
          view.lines.length === 0 ? (
            <EmptyState title="The roster is empty">
              Add what you know to be shared: carrier NATs, VPN services, campuses, resellers. Without it the
              engine has only the size of a crowd to go by.
            </EmptyState>
          ) : (
            <EmptyState title="No entry is like this">
              Change the filter, or choose the other state.
            </EmptyState>
          )
        }
      />
      {withdrawing === null ? null : (
        <ReasonDialog
          title={`Withdraw ${cleanText(withdrawing.display)}`}
          description="The entry no longer counts from the next resolve run on. It stays on record with your reason."
          label="Why is it withdrawn?"
          action="Withdraw"
          onReason={(reason) => withdrawRosterEntry(withdrawing.id ?? "", reason)}
          onDone={() => {
            toast("Withdrawn; the networks are stale until they are resolved again");
            void client.invalidateQueries();
          }}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </Panel>
  );
}
