import { Command } from "commander";
import { signedBits } from "@/lib/core/format";
import { probabilitySentence } from "@/lib/domain/calibration";
import { explainToReader } from "@/lib/services/explain/with-probability";
import { importsLine } from "../imports-line";
import { plain, printLine } from "../terminal";
import { addDataDirOption, withStores, type DataDirOption } from "../with-stores";

export function explainCommand(): Command {
  return addDataDirOption(
    new Command("explain")
      .argument("<account_a>")
      .argument("<account_b>")
      .option("--json", "print the link as one JSON object"),
  ).action(async (accountA: string, accountB: string, options: DataDirOption & { json?: boolean }) => {
    const found = await withStores(options, async (stores) => explainToReader(stores, accountA, accountB));
    if (options.json === true) {
      printLine(JSON.stringify(found));
      return;
    }
    printLine(
      `${plain(found.accountA)} and ${plain(found.accountB)}: ${found.status} link, ${signedBits(found.bits)} bits (${found.modelVersion})`,
    );
    printLine(plain(found.sentence));
    if (found.probability !== undefined) printLine(probabilitySentence(found.probability));
    for (const row of found.evidence) {
      printLine(`  ${signedBits(row.contribution).padStart(6)}  ${row.kindLabel}: ${plain(row.sentence)}`);
      const imports = importsLine(row, found.accountA, found.accountB);
      if (imports !== null) printLine(`          ${imports}`);
    }
    for (const row of found.counterEvidence)
      printLine(`  ${signedBits(row.bits).padStart(6)}  against: ${plain(row.sentence)}`);
    for (const row of found.guards) printLine(`   guard  ${plain(row.sentence)}`);
  });
}
