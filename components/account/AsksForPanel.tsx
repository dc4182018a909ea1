"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { ChartLegend } from "@/components/charts/ChartLegend";
import { DailyTable } from "@/components/charts/DailyTable";
import { Panel } from "@/components/ui/Panel";
import { Segmented } from "@/components/ui/Segmented";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { counted, grouped } from "@/lib/core/format";
import type { AccountProfile } from "@/lib/domain/profile";
import styles from "./account.module.css";
import { modelSeries } from "./asks-for";
import { CapabilitiesTable, TemplatesTable } from "./MixTables";

const HEIGHT = 160;

const DailyBarChart = dynamic(
  () => import("@/components/charts/DailyBarChart").then((module) => module.DailyBarChart),
  { ssr: false, loading: () => <div style={{ height: HEIGHT }} /> },
);

const FORMS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** "259 of 296 exchanges name a template." */
function named(count: number, exchanges: number, what: string): string {
  if (count === 0) return `No exchange names a ${what}.`;
  if (count === exchanges)
    return exchanges === 1
      ? `The exchange names a ${what}.`
      : `All ${counted(exchanges, "exchange")} name a ${what}.`;
  return `${grouped(count)} of ${counted(exchanges, "exchange")} ${count === 1 ? "names" : "name"} a ${what}.`;
}

function Models({ profile }: { profile: AccountProfile }) {
  const [form, setForm] = useState<(typeof FORMS)[number]["value"]>("chart");
  const { models } = profile;
  const series = modelSeries(models);
  if (series.length === 0) return <p className={styles.quiet}>{named(0, profile.exchanges, "model")}</p>;
  const chart = { days: models.days, series, unit: "exchanges", height: HEIGHT };
  return (
    <>
      <div className={styles.partHead}>
        <h3 className={styles.partTitle}>Models per day</h3>
        <span className={styles.quiet}>
          <WindowUtc fromMs={models.days[0] ?? null} toMs={models.days.at(-1) ?? null} />
          {models.everyDay ? "" : " · days without exchanges left out"}
        </span>
        <Segmented label="Form of models per day" value={form} onChange={setForm} options={FORMS} />
      </div>
      {form === "chart" ? <DailyBarChart {...chart} /> : <DailyTable {...chart} />}
      <ChartLegend
        entries={series.map((one) => ({
          id: one.id,
          label: one.label,
          color: one.color,
          total: one.values.reduce((sum, count) => sum + count, 0),
        }))}
      />
      {models.exchanges < profile.exchanges ? (
        <p className={styles.quiet}>{named(models.exchanges, profile.exchanges, "model")}</p>
      ) : null}
    </>
  );
}

/** What an account asks for: models per day, prompt templates and capabilities. */
export function AsksForPanel({ profile }: { profile: AccountProfile }) {
  const { templates, capabilities, exchanges } = profile;
  if (profile.models.names + templates.names + capabilities.names === 0)
    return (
      <Panel title="What it asks for">
        <p className={styles.quiet}>
          {exchanges === 0
            ? "No exchanges on record."
            : `Its ${counted(exchanges, "exchange")} name no model, template or capability. An exchanges file with the columns model, template_id or prompt brings them.`}
        </p>
      </Panel>
    );
  return (
    <Panel title="What it asks for">
      <Models profile={profile} />
      <div className={styles.parts}>
        <section aria-label="Prompt templates">
          <h3 className={styles.partTitle}>Prompt templates</h3>
          <p className={styles.quiet}>{named(templates.exchanges, exchanges, "template")}</p>
          {templates.names === 0 ? null : <TemplatesTable templates={templates} exchanges={exchanges} />}
        </section>
        <section aria-label="Capabilities">
          <h3 className={styles.partTitle}>Capabilities</h3>
          <p className={styles.quiet}>{named(capabilities.exchanges, exchanges, "capability")}</p>
          {capabilities.names === 0 ? null : (
            <CapabilitiesTable capabilities={capabilities} exchanges={exchanges} />
          )}
        </section>
      </div>
    </Panel>
  );
}
