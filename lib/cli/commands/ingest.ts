import { Command } from "commander";
import { RingleaderError } from "@/lib/core/errors";
import { counted, grouped } from "@/lib/core/format";
import { systemClock } from "@/lib/core/time";
import type { ImportSummary } from "@/lib/domain/import";
import { PRESETS } from "@/lib/ingest/presets";
import { runImport } from "@/lib/services/imports/run";
import { ImportPace } from "../import-progress";
import { plain, printLine, printTable, ProgressLine } from "../terminal";
import { watchEventLoop } from "../watchdog";
import { addDataDirOption, shellActor, withStores, type DataDirOption } from "../with-stores";

const STUCK_MS = 60_000;

interface IngestOptions extends DataDirOption {
  preset: string;
  dryRun?: boolean;
  json?: boolean;
}

function printImport(summary: ImportSummary): void {
  printTable(
    ["file", "table", "rows", "rejected", ""],
    summary.files.map((file) => [
      plain(file.file),
      file.table,
      grouped(file.rows),
      grouped(file.rejected),
      file.refused ?? (file.duplicateOf === undefined ? "" : `already in with ${file.duplicateOf}`),
    ]),
    [2, 3],
  );
  for (const reject of summary.rejects.slice(0, 10)) {
    printLine(
      `rejected: ${plain(reject.file)}${reject.row === 0 ? "" : ` row ${reject.row}`}${reject.column === "" ? "" : `, ${reject.column}`}: ${plain(reject.reason)}`,
    );
  }
  if (summary.rejected > 10)
    printLine(
      `… and ${grouped(summary.rejected - 10)} more${summary.rejectFile === null ? "" : `; all of them in ${summary.rejectFile}`}`,
    );
  printLine(
    `${summary.dryRun ? "dry run, nothing kept: " : ""}${counted(summary.rows, "row")} in, ${grouped(summary.rejected)} rejected, import ${summary.importId}`,
  );
}

export async function ingest(source: string, options: IngestOptions): Promise<ImportSummary> {
  const line = new ProgressLine();
  const pace = new ImportPace();
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.once("SIGINT", stop);
  const callOff = watchEventLoop(
    STUCK_MS,
    "reading has stood still for a minute: a file is damaged inside; the next command clears what was begun",
  );
  try {
    return await withStores(
      options,
      async (stores) =>
        runImport(
          stores,
          {
            source,
            preset: options.preset,
            dryRun: options.dryRun === true,
            ...shellActor(),
            signal: abort.signal,
            onProgress: (progress) => line.show(pace.sentence(progress)),
          },
          systemClock,
        ),
      "made where missing",
    );
  } catch (error) {
    if (abort.signal.aborted && !(error instanceof RingleaderError))
      throw new RingleaderError("conflict", "stopped; nothing of this import was kept", { cause: error });
    throw error;
  } finally {
    callOff();
    line.end();
    process.off("SIGINT", stop);
  }
}

export function ingestCommand(): Command {
  return addDataDirOption(
    new Command("ingest")
      .argument("<path>", "folder with the bundle's files, or one of them")
      .option(
        "--preset <name>",
        `how the files map onto the bundle: ${PRESETS.map((preset) => preset.name).join(", ")}`,
        "bundle",
      )
      .option("--dry-run", "check everything, keep nothing")
      .option("--json", "print the summary as one JSON object"),
  ).action(async (source: string, options: IngestOptions) => {
    const summary = await ingest(source, options);
    if (options.json === true) printLine(JSON.stringify(summary));
    else printImport(summary);
    if (summary.files.some((file) => file.refused !== undefined)) process.exitCode = 2;
  });
}
