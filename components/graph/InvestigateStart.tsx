"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { networkColumns } from "@/components/overview/network-columns";
import { SearchPalette } from "@/components/search/SearchPalette";
import { Page } from "@/components/shell/Page";
import { Button } from "@/components/ui/Button";
import { DataTable } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { networksQuery } from "@/lib/client/networks";

const STEP = 50;

/** Where to begin: a network of the list, or anything that can be searched. */
export function InvestigateStart({ query }: { query: string }) {
  const [searching, setSearching] = useState(query !== "");
  const [limit, setLimit] = useState(STEP);
  const networks = useQuery(networksQuery({ limit }));
  return (
    <Page
      title="Investigate"
      lead="Choose a network, or begin with one account, key, card token or address."
      actions={
        <Button variant="primary" icon={<Search aria-hidden size={14} />} onClick={() => setSearching(true)}>
          Search for a seed
        </Button>
      }
    >
      <Panel title="Networks" note="each opens as a graph" flush>
        {networks.isPending ? (
          <SkeletonRows rows={10} />
        ) : networks.isError ? (
          <ErrorState error={networks.error} onRetry={() => void networks.refetch()} />
        ) : (
          <DataTable
            caption="Networks to investigate"
            columns={networkColumns}
            rows={networks.data.networks}
            rowKey={(network) => network.id}
            rowHref={(network) => `/investigate?network=${encodeURIComponent(network.id)}`}
            total={networks.data.total}
            noun="networks"
            more={
              networks.data.networks.length < networks.data.total ? (
                <Button
                  size="small"
                  variant="quiet"
                  busy={networks.isFetching}
                  onClick={() => setLimit(limit + STEP)}
                >
                  {`Show ${STEP} more`}
                </Button>
              ) : undefined
            }
            empty={
              <EmptyState title="No network yet">
                The engine has found none in what was imported. Search for an account or an identifier to
                begin from it.
              </EmptyState>
            }
          />
        )}
      </Panel>
      <SearchPalette open={searching} onOpenChange={setSearching} initialQuery={query} />
    </Page>
  );
}
