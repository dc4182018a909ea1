import { expect, test } from "vitest";
import { labelledData } from "@/lib/bench/labelled-data";
import { publishImport } from "./publish";
import { findPreset } from "./presets";
import { stageImport } from "./run";
import { temporaryEvidence } from "./testing/evidence";

const { dir: FOLDER, absent, skipped } = labelledData();

test.skipIf(absent)(`the labelled wallets come in whole, without times${skipped}`, async () => {
  const evidence = await temporaryEvidence();
  try {
    const summary = await stageImport({
      importId: "imp_hop",
      source: FOLDER,
      preset: findPreset("hop"),
      client: evidence.client,
      phoneKey: "key",
      knownFiles: new Map(),
      dryRun: false,
      rejectFile: null,
    });
    expect(summary.files.map((file) => [file.table, file.rows, file.rejected])).toEqual([
      ["accounts", 22_431, 0],
      ["observations", 214_099, 0],
    ]);
    await publishImport(evidence.client, summary.importId);
    expect(
      await evidence.lines(
        "SELECT count(), countIf(first_seen IS NULL), countIf(last_seen IS NULL) FROM observations WHERE kind != 'signup_burst'",
      ),
    ).toEqual(["214099\t214099\t214099"]);
    for (const table of ["identifier_uses", "identifier_users"]) {
      expect(
        await evidence.lines(
          `SELECT uniqExact(account_id, kind, value), countIf(first_seen IS NULL) = count(), sum(count) = (SELECT sum(count) FROM observations WHERE kind != 'signup_burst') FROM ${table} WHERE kind != 'signup_burst'`,
        ),
      ).toEqual(["214099\t1\t1"]);
      expect(
        await evidence.lines(
          `SELECT uniqExact(account_id), count() FROM ${table} WHERE kind = 'signup_burst'`,
        ),
      ).toEqual(["22431\t22431"]);
    }
  } finally {
    await evidence.close();
  }
});
