"use client";

import { useMemo, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { MembershipMark } from "@/components/ui/MembershipMark";
import { Panel } from "@/components/ui/Panel";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { TextInput } from "@/components/ui/TextInput";
import { counted } from "@/lib/core/format";
import type { CaseSubject, CaseView } from "@/lib/domain/case";
import { compareMembers, MEMBERSHIPS, type Membership } from "@/lib/domain/network";
import { AttachButton } from "./AttachButton";
import { FilterBar } from "./FilterBar";
import styles from "./SubjectsStep.module.css";
import type { ClaimDraft } from "./use-claim-draft";

const ROWS_FIRST = 50;
const ROWS_MORE = 200;
const FILTERS = ["all", ...MEMBERSHIPS] as const;
const FILTER_LABEL = { all: "All", core: "Core", probable: "Probable", fringe: "Fringe" } as const;

/** The accounts the case is about, core first, strongest first. */
function ordered(subjects: readonly CaseSubject[]): CaseSubject[] {
  return [...subjects].sort(compareMembers);
}

/** The last column is there while a claim can be written. */
function subjectColumns(editable: boolean, draft: ClaimDraft): Column<CaseSubject>[] {
  return [
    {
      id: "account",
      header: "Account",
      cell: (row) => <bdi className={styles.account}>{row.accountId}</bdi>,
    },
    {
      id: "membership",
      header: "Membership",
      cell: (row) => <MembershipMark membership={row.membership} withWord />,
      width: "130px",
    },
    { id: "bits", header: "Strongest link", cell: (row) => <StrengthBar bits={row.bits} />, width: "150px" },
    ...(editable
      ? [
          {
            id: "attach",
            header: <span className="visually-hidden">Evidence</span>,
            numeric: true,
            width: "110px",
            cell: (row: CaseSubject) => (
              <AttachButton
                evidence={{ type: "account", accountId: row.accountId }}
                name={row.accountId}
                draft={draft}
              />
            ),
          },
        ]
      : []),
  ];
}

/** The subjects with membership, bits and a way to each account's page. */
export function SubjectsStep({ view, draft }: { view: CaseView; draft: ClaimDraft }) {
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>("all");
  const [text, setText] = useState("");
  const [rowsMax, setRowsMax] = useState(ROWS_FIRST);
  const all = useMemo(() => ordered(view.subjects), [view.subjects]);
  const wanted = text.trim().toLowerCase();
  const found = all.filter(
    (row) =>
      (filter === "all" || row.membership === filter) &&
      (wanted === "" || row.accountId.toLowerCase().includes(wanted)),
  );
  const countOf = (membership: Membership): number =>
    all.filter((row) => row.membership === membership).length;
  const shown = found.slice(0, rowsMax);
  return (
    <Panel
      title="Subjects"
      note={`${counted(all.length, "account")} of ${view.networkLabel}, fixed when the case was opened`}
      flush
    >
      {all.length === 0 ? (
        <EmptyState
          title="No account in this case"
          action={
            <ButtonLink href={`/networks/${encodeURIComponent(view.networkId)}`}>
              Look at the network
            </ButtonLink>
          }
        >
          The network had no members when the case was opened. Resolve the networks again, then open a new
          case.
        </EmptyState>
      ) : (
        <>
          <div className={styles.tools}>
            <FilterBar
              label="Membership"
              value={filter}
              onChange={(value) => {
                setFilter(value);
                setRowsMax(ROWS_FIRST);
              }}
              options={FILTERS.map((value) => ({
                value,
                label: FILTER_LABEL[value],
                count: value === "all" ? all.length : countOf(value),
              }))}
            />
            <TextInput
              type="search"
              aria-label="Find an account id"
              placeholder="Find an account id"
              className={styles.find}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <DataTable
            caption="Subjects of the case"
            columns={subjectColumns(view.allowed.edit.ok, draft)}
            rows={shown}
            rowKey={(row) => row.accountId}
            rowHref={(row) => `/accounts/${encodeURIComponent(row.accountId)}`}
            total={found.length}
            noun={found.length === all.length ? "accounts" : "accounts that match"}
            more={
              shown.length < found.length ? (
                <Button size="small" variant="quiet" onClick={() => setRowsMax(rowsMax + ROWS_MORE)}>
                  Show {Math.min(ROWS_MORE, found.length - shown.length)} more
                </Button>
              ) : undefined
            }
            empty={
              <EmptyState
                title="No account matches"
                action={
                  <Button
                    onClick={() => {
                      setText("");
                      setFilter("all");
                    }}
                  >
                    Show all
                  </Button>
                }
              />
            }
          />
        </>
      )}
    </Panel>
  );
}
