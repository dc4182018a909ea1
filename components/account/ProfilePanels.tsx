"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { accountProfileQuery } from "@/lib/client/profile";
import { AsksForPanel } from "./AsksForPanel";
import { HandoversPanel } from "./HandoversPanel";

/** What an account asks for, and the keys it shares by turns. */
export function ProfilePanels({ accountId }: { accountId: string }) {
  const profile = useQuery(accountProfileQuery(accountId));
  if (profile.isSuccess)
    return (
      <>
        <AsksForPanel profile={profile.data} />
        <HandoversPanel profile={profile.data} />
      </>
    );
  return (
    <Panel title="What it asks for">
      {profile.isPending ? (
        <SkeletonRows rows={14} />
      ) : (
        <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />
      )}
    </Panel>
  );
}
