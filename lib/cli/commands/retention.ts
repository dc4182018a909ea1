import { Command } from "commander";
import { RingleaderError } from "@/lib/core/errors";
import { grouped } from "@/lib/core/format";
import { minuteUtc, systemClock } from "@/lib/core/time";
import { RECORD_CLASSES, RECORD_CLASS_WORDS, type RetentionCounts } from "@/lib/domain/retention";
import { addContactKey, contactKeys } from "@/lib/ingest/privacy/contact-keys";
import { appendAudit } from "@/lib/stores/casebook/audit";
import { readRetention } from "@/lib/services/retention/rules";
import { checkRetention, runRetention } from "@/lib/services/retention/run";
import { plain, printLine, printTable } from "../terminal";
import { addDataDirOption, shellActor, withStores, type DataDirOption } from "../with-stores";

interface RunOptions extends DataDirOption {
  dryRun?: boolean;
  json?: boolean;
}

function printCounts(counts: RetentionCounts, removed: string): void {
  const classes = RECORD_CLASSES.filter((recordClass) => counts.removed[recordClass] !== undefined);
  if (classes.length === 0) {
    printLine("no class has days set, so nothing is removed; set them in the desk's settings");
    return;
  }
  printTable(
    ["class", removed, "kept by a hold"],
    classes.map((recordClass) => [
      RECORD_CLASS_WORDS[recordClass].label,
      grouped(counts.removed[recordClass] ?? 0),
      grouped(counts.heldBack[recordClass] ?? 0),
    ]),
    [1, 2],
  );
}

function runCommand(): Command {
  return addDataDirOption(
    new Command("run")
      .description("removes what is past its keeping and not held")
      .option("--dry-run", "count only, remove nothing")
      .option("--json", "print the counts as one JSON object"),
  ).action(async (options: RunOptions) => {
    await withStores(options, async (stores) => {
      const stop = new AbortController();
      const onStop = (): void => stop.abort();
      process.once("SIGINT", onStop);
      try {
        const counts: RetentionCounts =
          options.dryRun === true
            ? await checkRetention(stores, systemClock.nowMs())
            : await runRetention(stores, shellActor().actorId, systemClock, { signal: stop.signal });
        if (options.json === true) printLine(JSON.stringify(counts));
        else printCounts(counts, options.dryRun === true ? "would go" : "removed");
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        throw new RingleaderError("conflict", "stopped; the next run goes on", { cause: error });
      } finally {
        process.off("SIGINT", onStop);
      }
    });
  });
}

function showCommand(): Command {
  return addDataDirOption(
    new Command("show")
      .description("prints how long each class is kept, the last run and the holds that stand")
      .option("--json", "print it as one JSON object"),
  ).action(async (options: DataDirOption & { json?: boolean }) => {
    await withStores(options, async (stores) => {
      const view = await readRetention(stores.casebook, systemClock.nowMs());
      if (options.json === true) {
        printLine(JSON.stringify(view));
        return;
      }
      printTable(
        ["class", "days kept"],
        view.rules.map((rule) => [
          RECORD_CLASS_WORDS[rule.recordClass].label,
          rule.keepDays === null ? "all" : grouped(rule.keepDays),
        ]),
        [1],
      );
      const standing = view.holds.filter((hold) => hold.liftedAtMs === null);
      for (const hold of standing)
        printLine(`held: ${plain(hold.objectLabel)} since ${minuteUtc(hold.placedAtMs)}`);
      if (view.lastRun !== null)
        printLine(
          `last run: ${minuteUtc(view.lastRun.startedAtMs)}${view.lastRun.error === null ? "" : `, ${view.lastRun.error}`}`,
        );
    });
  });
}

function newContactKeyCommand(): Command {
  return addDataDirOption(
    new Command("new-contact-key").description(
      "makes a new key for e-mail addresses and phone numbers; what older keys sealed they go on opening",
    ),
  ).action(async (options: DataDirOption) => {
    await withStores(options, async (stores) => {
      const file = addContactKey(stores.dir);
      const keyId = contactKeys(stores.dir).active.id;
      await stores.casebook.transaction(async (tx) =>
        appendAudit(
          tx,
          {
            actorId: shellActor().actorId,
            action: "contact_key.add",
            objectType: "contact_key",
            objectId: keyId,
          },
          systemClock.nowMs(),
        ),
      );
      printLine(
        `contacts are sealed with key ${keyId} from now on (${file} in the data directory's secrets)`,
      );
    });
  });
}

export function retentionCommand(): Command {
  return new Command("retention")
    .addCommand(runCommand())
    .addCommand(showCommand())
    .addCommand(newContactKeyCommand());
}
