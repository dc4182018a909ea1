import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { calibrationQuery } from "@/lib/client/calibration";
import type { CalibrationView } from "@/lib/domain/calibration";
import { CalibrationPanel } from "./CalibrationPanel";

/** The panel's text, one space where markup was. */
function textOf(view: CalibrationView): string {
  const client = new QueryClient();
  client.setQueryData(calibrationQuery.queryKey, view);
  const markup = renderToStaticMarkup(
    createElement(QueryClientProvider, { client }, createElement(CalibrationPanel)),
  );
  return markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const EMPTY = {
  method: "method-1",
  decisions: 12,
  missing: "188 judged pairs more (12 of 200)",
  inUse: null,
};

test("without a calibration it says what is missing, or who fits one", () => {
  expect(textOf(EMPTY)).toMatch(/method-1 .*bits alone\. 188 judged pairs more \(12 of 200\)/);
  const enough = textOf({ ...EMPTY, decisions: 450, missing: null });
  expect(enough).toMatch(/450 judged pairs are enough for a fit\. .*ringleader calibrate/);
});

test("with one it names its version, what it was fitted on, its error, and every bin", () => {
  const text = textOf({
    ...EMPTY,
    inUse: {
      version: "method-1.calibration.0123456789ab",
      fittedAtMs: Date.UTC(2026, 5, 1),
      mustLink: 260,
      cannotLink: 140,
      bitsMin: 2.5,
      bitsMax: 11.25,
      expectedCalibrationError: 0.0314,
      bins: [
        { from: 0.1, to: 0.2, n: 0, predicted: null, observed: null, low: null, high: null },
        { from: 0.8, to: 0.9, n: 321, predicted: 0.853, observed: 0.91, low: 0.87, high: 0.94 },
      ],
    },
  });
  expect(text).toContain("method-1.calibration.0123456789ab");
  expect(text).toContain("Fitted on 400 decisions (260 must be linked, 140 cannot be), on 1 Jun 2026 UTC");
  expect(text).toContain("2.5 to 11.3 bits");
  expect(text).toContain("error 0.031");
  expect(text).toContain("10–20 – – – 0");
  expect(text).toContain("80–90 85 91 87–94 321");
});
