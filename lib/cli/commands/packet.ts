import { Command } from "commander";
import { RingleaderError } from "@/lib/core/errors";
import { grouped } from "@/lib/core/format";
import { systemClock } from "@/lib/core/time";
import { TIERS, tierSchema } from "@/lib/domain/packet";
import { ROLES } from "@/lib/domain/user";
import { verifyPacket } from "@/lib/packet/render/verifyPacket";
import { buildCasePacket } from "@/lib/services/packets/build";
import { plain, printLine, ProgressLine } from "../terminal";
import { addDataDirOption, shellActor, withStores, type DataDirOption } from "../with-stores";

function buildCommand(): Command {
  return addDataDirOption(
    new Command("build")
      .description("builds the sealed packet of an approved case")
      .argument("<case>", 'id or number, such as "C-0001"')
      .requiredOption("--tier <tier>", TIERS.join(", "))
      .option("--json", "print the packet's register entry as one JSON object"),
  ).action(async (caseId: string, options: DataDirOption & { tier: string; json?: boolean }) => {
    const tier = tierSchema.safeParse(options.tier);
    if (!tier.success)
      throw new RingleaderError(
        "bad_input",
        `there is no tier ${options.tier}; there are ${TIERS.join(", ")}`,
      );
    const line = new ProgressLine();
    const { actorId, actorName } = shellActor();
    const built = await withStores(options, async (stores) =>
      // Whoever holds the data directory's files holds its records: the approval is what stands guard here.
      buildCasePacket(
        stores,
        { userId: actorId, name: actorName, email: "", roles: [...ROLES] },
        caseId,
        tier.data,
        systemClock.nowMs(),
        (step) => line.show(step.replace("_", " ")),
      ),
    ).finally(() => line.end());
    if (options.json === true) printLine(JSON.stringify(built));
    else
      printLine(
        `${built.zipPath}\n${built.number}, tier ${built.tier}, ${grouped(built.bytes)} bytes, sha256 ${built.sha256}`,
      );
  });
}

function verifyCommand(): Command {
  return new Command("verify")
    .description("checks a packet: seal, files, custody, figures, networks; needs no stores")
    .argument("<file>", "the packet's zip")
    .option("--json", "print the report as one JSON object")
    .action(async (file: string, options: { json?: boolean }) => {
      const report = await verifyPacket(file);
      if (options.json === true) {
        printLine(JSON.stringify(report));
      } else {
        for (const check of report.checks)
          printLine(
            `${check.ok ? "ok    " : "FAILED"}  ${check.check}${check.file === undefined ? "" : `  ${plain(check.file)}`}  ${plain(check.sentence)}`,
          );
        printLine(report.ok ? "The packet verifies." : "The packet does NOT verify.");
      }
      if (!report.ok) process.exitCode = 4;
    });
}

export function packetCommand(): Command {
  return new Command("packet").addCommand(buildCommand()).addCommand(verifyCommand());
}
