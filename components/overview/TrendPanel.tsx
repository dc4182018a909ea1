"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { ChartLegend } from "@/components/charts/ChartLegend";
import { DailyTable } from "@/components/charts/DailyTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Panel } from "@/components/ui/Panel";
import { Segmented } from "@/components/ui/Segmented";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { compact } from "@/lib/core/format";
import type { OverviewView } from "@/lib/domain/views";
import { networksStandOut, REST_ID, sumOf, trendSeries } from "./trend-series";

export const TREND_HEIGHT = 200;

const DailyAreaChart = dynamic(
  () => import("@/components/charts/DailyAreaChart").then((module) => module.DailyAreaChart),
  { ssr: false, loading: () => <div style={{ height: TREND_HEIGHT }} /> },
);

const SCOPES = [
  { value: "networks", label: "Networks only" },
  { value: "all", label: "With all other accounts" },
] as const;
const FORMS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** Exchanges per day, stacked by network; what is left out is said in the note. */
export function TrendPanel({ trend }: { trend: OverviewView["trend"] }) {
  const [scope, setScope] = useState<(typeof SCOPES)[number]["value"]>(
    networksStandOut(trend) ? "all" : "networks",
  );
  const [form, setForm] = useState<(typeof FORMS)[number]["value"]>("chart");
  const { days } = trend;
  if (days.length === 0) {
    return (
      <Panel title="Exchanges per day">
        <EmptyState title="No exchanges on record">
          The imports hold accounts and identifiers but no exchanges file, so there is no traffic to draw.
        </EmptyState>
      </Panel>
    );
  }
  const series = trendSeries(trend, scope === "all");
  const rest = sumOf(trend.rest);
  return (
    <Panel
      title="Exchanges per day"
      note={
        <>
          <WindowUtc fromMs={days[0] ?? null} toMs={days[days.length - 1] ?? null} />
          {scope === "networks" && rest > 0
            ? ` · ${compact(rest)} exchanges of all other accounts not drawn`
            : null}
        </>
      }
      actions={
        <>
          {trend.series.length > 0 ? (
            <Segmented label="Accounts drawn" value={scope} onChange={setScope} options={SCOPES} />
          ) : null}
          <Segmented label="Form" value={form} onChange={setForm} options={FORMS} />
        </>
      }
    >
      {form === "chart" ? (
        <DailyAreaChart days={days} series={series} unit="exchanges" height={TREND_HEIGHT} />
      ) : (
        <DailyTable days={days} series={series} unit="exchanges" height={TREND_HEIGHT} />
      )}
      <ChartLegend
        entries={series.map((one) => ({
          id: one.id,
          label: one.label,
          color: one.color,
          total: sumOf(one.values),
          ...(one.id === REST_ID ? {} : { href: `/networks/${encodeURIComponent(one.id)}` }),
        }))}
      />
    </Panel>
  );
}
