"use client";

import dynamic from "next/dynamic";
import { waterfallHeight } from "@/components/charts/waterfall-height";
import type { LinkExplanation } from "@/lib/domain/link";
import { waterfall } from "./waterfall";

const LinkWaterfall = dynamic(
  () => import("@/components/charts/LinkWaterfall").then((module) => module.LinkWaterfall),
  { ssr: false, loading: () => null },
);

/** The link's bits as a waterfall, with room kept while the chart loads. */
export function Waterfall({
  link,
}: {
  link: Pick<LinkExplanation, "bits" | "evidence" | "counterEvidence" | "thresholds">;
}) {
  const steps = waterfall(link);
  if (steps.length < 2) return null;
  return (
    <div style={{ minHeight: waterfallHeight(steps.length) }}>
      <LinkWaterfall steps={steps} {...link.thresholds} />
    </div>
  );
}
