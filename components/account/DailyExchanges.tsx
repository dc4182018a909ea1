"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { DailyTable } from "@/components/charts/DailyTable";
import { Panel } from "@/components/ui/Panel";
import { Segmented } from "@/components/ui/Segmented";
import { WindowUtc } from "@/components/ui/TimeUtc";

const HEIGHT = 160;

const DailyAreaChart = dynamic(
  () => import("@/components/charts/DailyAreaChart").then((module) => module.DailyAreaChart),
  { ssr: false, loading: () => <div style={{ height: HEIGHT }} /> },
);

const FORMS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** Exchanges per UTC day of one account or network, as picture or table. */
export function DailyExchanges({
  days,
  exchanges,
  label,
}: {
  days: readonly number[];
  exchanges: readonly number[];
  label: string;
}) {
  const [form, setForm] = useState<(typeof FORMS)[number]["value"]>("chart");
  const series = [{ id: "exchanges", label, values: exchanges, color: "var(--series-1)" }];
  return (
    <Panel
      title="Exchanges per day"
      note={<WindowUtc fromMs={days[0] ?? null} toMs={days.at(-1) ?? null} />}
      actions={<Segmented label="Form" value={form} onChange={setForm} options={FORMS} />}
    >
      {form === "chart" ? (
        <DailyAreaChart days={days} series={series} unit="exchanges" height={HEIGHT} />
      ) : (
        <DailyTable days={days} series={series} unit="exchanges" height={HEIGHT} />
      )}
    </Panel>
  );
}
