"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { usersQuery } from "@/lib/client/users";
import type { InvitationRow, UserRow } from "@/lib/domain/views";
import { InviteDialog } from "./InviteDialog";
import { roleWords } from "./role-words";

const USER_COLUMNS: readonly Column<UserRow>[] = [
  {
    id: "name",
    header: "Name",
    sortValue: (user) => user.name,
    cell: (user) => <Sentence>{user.name}</Sentence>,
  },
  {
    id: "email",
    header: "Email",
    sortValue: (user) => user.email,
    cell: (user) => <Sentence>{user.email}</Sentence>,
  },
  { id: "roles", header: "Roles", cell: (user) => roleWords(user.roles) },
  {
    id: "since",
    header: "Since",
    numeric: true,
    sortValue: (user) => user.createdAtMs,
    cell: (user) => <TimeUtc ms={user.createdAtMs} precision="day" />,
  },
];

const INVITATION_TONE: Record<InvitationRow["status"], Tone> = {
  open: "info",
  used: "ok",
  expired: "neutral",
};

const INVITATION_COLUMNS: readonly Column<InvitationRow>[] = [
  { id: "email", header: "Email", cell: (row) => <Sentence>{row.email}</Sentence> },
  { id: "roles", header: "Roles", cell: (row) => roleWords(row.roles) },
  {
    id: "status",
    header: "State",
    cell: (row) => <Badge tone={INVITATION_TONE[row.status]}>{row.status}</Badge>,
  },
  { id: "expires", header: "Expires", numeric: true, cell: (row) => <TimeUtc ms={row.expiresAtMs} /> },
];

/** The people on the desk and the invitations that are out. */
export function UsersPanels() {
  const users = useQuery(usersQuery);
  const [inviting, setInviting] = useState(false);
  if (users.isPending) {
    return (
      <Panel title="People" flush>
        <SkeletonRows rows={4} />
      </Panel>
    );
  }
  if (users.data === undefined) {
    return (
      <Panel title="People">
        <ErrorState error={users.error} onRetry={() => void users.refetch()} />
      </Panel>
    );
  }
  return (
    <>
      <Panel
        title="People"
        flush
        actions={
          <Button size="small" onClick={() => setInviting(true)}>
            Invite someone
          </Button>
        }
      >
        <DataTable
          caption="People"
          columns={USER_COLUMNS}
          rows={users.data.users}
          rowKey={(user) => user.id}
        />
      </Panel>
      <Panel title="Invitations" flush>
        <DataTable
          caption="Invitations"
          columns={INVITATION_COLUMNS}
          rows={users.data.invitations}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="No invitation yet">
              An approval needs a second person: invite a manager, so that cases can be reviewed.
            </EmptyState>
          }
        />
      </Panel>
      <InviteDialog open={inviting} onOpenChange={setInviting} />
    </>
  );
}
