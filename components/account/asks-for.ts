import { REST_COLOR, seriesColor, type DailySeries } from "@/components/charts/series";
import { shortLabel } from "@/components/graph/label";
import type { AccountProfile } from "@/lib/domain/profile";

/** The models of the chart from the first by name up, all others together on top. */
export function modelSeries(models: AccountProfile["models"]): DailySeries[] {
  const others = models.names - models.top.length;
  return [
    ...models.top.map((model, number) => ({
      id: `model${number}`,
      label: shortLabel(model.name, 28),
      color: seriesColor(number),
      values: model.perDay,
    })),
    ...(others > 0
      ? [
          {
            id: "rest",
            label: others === 1 ? "1 other model" : `${others} other models`,
            color: REST_COLOR,
            values: models.rest,
          },
        ]
      : []),
  ];
}

/** "12.4 %" of the whole; "< 0.1 %" where it would round to none. */
export function shareWords(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return "0 %";
  const percent = (100 * part) / whole;
  if (percent < 0.1) return "< 0.1 %";
  return percent > 99.9 && part < whole ? "> 99.9 %" : `${percent.toFixed(1)} %`;
}
