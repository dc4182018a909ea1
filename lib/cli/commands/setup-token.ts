import { Command } from "commander";
import { RingleaderError } from "@/lib/core/errors";
import { systemClock } from "@/lib/core/time";
import { makeSetupToken } from "@/lib/services/users/make-setup-link";
import { printLine } from "../terminal";
import { addDataDirOption, withStores, type DataDirOption } from "../with-stores";

export function setupTokenCommand(): Command {
  return addDataDirOption(
    new Command("setup-token").option("--json", "print token and url as one JSON object"),
  ).action(async (options: DataDirOption & { json?: boolean }) => {
    await withStores(
      options,
      async (stores) => {
        const token = await makeSetupToken(stores.casebook, systemClock.nowMs());
        if (token === undefined)
          throw new RingleaderError(
            "conflict",
            "the desk has a user already; people are invited from its settings",
          );
        const served = stores.lease?.owner.leases.find((lease) => lease.role === "web")?.url;
        const url = `${served ?? "http://localhost:3000"}/setup?token=${token}`;
        printLine(options.json === true ? JSON.stringify({ token, url }) : url);
        if (served === undefined && options.json !== true)
          process.stderr.write("the desk is not being served just now; start it with `ringleader up`\n");
      },
      "made where missing",
    );
  });
}
