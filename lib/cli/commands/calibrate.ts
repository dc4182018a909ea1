import { Command } from "commander";
import { counted } from "@/lib/core/format";
import { systemClock } from "@/lib/core/time";
import { fitOnDecisions, type CalibrationFit } from "@/lib/services/calibration/fit";
import { printLine, printTable } from "../terminal";
import { addDataDirOption, shellActor, withStores, type DataDirOption } from "../with-stores";

const share = (value: number | null): string => (value === null ? "" : value.toFixed(3));

function printFit(fit: CalibrationFit): void {
  printLine(
    `${counted(fit.decisions, "judged pair")}: ${fit.mustLink} must be linked, ${fit.cannotLink} cannot be linked (${fit.method})`,
  );
  if (fit.missing !== null) {
    printLine(fit.missing);
    printLine("Links are shown with their bits alone.");
    return;
  }
  if (fit.calibration !== null) {
    printLine(
      [
        `intercept ${fit.calibration.intercept.toFixed(3)}`,
        ...fit.calibration.coefficients.map(({ feature, value }) => `${feature} ${value.toFixed(3)}`),
      ].join(", "),
    );
  }
  if (fit.reliability !== null) {
    printTable(
      ["promised", "pairs", "mean promised", "decided must", "95 % from", "to"],
      fit.reliability.bins
        .filter((bin) => bin.n > 0)
        .map((bin) => [
          `${bin.from.toFixed(1)}–${bin.to.toFixed(1)}`,
          String(bin.n),
          share(bin.predicted),
          share(bin.observed),
          share(bin.low),
          share(bin.high),
        ]),
      [1, 2, 3, 4, 5],
    );
    printLine(
      `expected calibration error ${fit.reliability.expectedCalibrationError.toFixed(3)}, ${fit.reliability.heldOut ? "each pair judged by a fit that had not seen it" : "on the very pairs it was fitted on: there are too few to hold any out"}`,
    );
  }
  if (fit.refused !== null) {
    printLine(fit.refused);
    printLine("Links are shown with their bits alone, or as the calibration kept before has it.");
    return;
  }
  printLine(
    fit.kept
      ? `Kept as ${fit.calibration?.version ?? ""}: explanations of this method say a probability from now on.`
      : "Nothing was kept (--dry-run).",
  );
}

export function calibrateCommand(): Command {
  return addDataDirOption(
    new Command("calibrate")
      .option("--dry-run", "fit and print, keep nothing")
      .option("--json", "print the fit as one JSON object"),
  ).action(async (options: DataDirOption & { dryRun?: boolean; json?: boolean }) => {
    const fit = await withStores(options, async (stores) =>
      fitOnDecisions(stores, shellActor().actorId, systemClock.nowMs(), { dryRun: options.dryRun === true }),
    );
    if (options.json === true) printLine(JSON.stringify(fit));
    else printFit(fit);
  });
}
