"use client";

import { ButtonLink } from "@/components/ui/Button";
import { DataTable } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Panel } from "@/components/ui/Panel";
import type { OverviewView } from "@/lib/domain/views";
import { networkColumns } from "./network-columns";

/** Every network, the strongest claim on attention first; a row opens its dossier. */
export function NetworksPanel({ view }: { view: OverviewView }) {
  return (
    <Panel
      title="Networks"
      note="ranked by the engine · members: core / probable / fringe · strength: median bits of the links that hold it"
      flush
    >
      <DataTable
        caption="Networks, ranked"
        columns={networkColumns}
        rows={view.networks}
        rowKey={(network) => network.id}
        rowHref={(network) => `/networks/${encodeURIComponent(network.id)}`}
        total={view.networksTotal}
        noun="networks"
        more={
          view.networks.length < view.networksTotal ? (
            <ButtonLink href="/investigate" size="small" variant="quiet">
              See all networks
            </ButtonLink>
          ) : undefined
        }
        empty={
          <EmptyState title="No network in these records">
            No two accounts are linked by rare identifiers of two families. That is a finding, not a failure;
            import more kinds of records (payment instruments, addresses, clients) to look deeper.
          </EmptyState>
        }
      />
    </Panel>
  );
}
