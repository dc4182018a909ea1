import { Command } from "commander";
import { asc, eq } from "drizzle-orm";
import { network, networkMember } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { grouped } from "@/lib/core/format";
import { windowUtc } from "@/lib/core/time";
import { listNetworks } from "@/lib/services/networks/read";
import type { Stores } from "@/lib/stores/connect";
import { printLine, printTable } from "../terminal";
import { addDataDirOption, withStores, type DataDirOption } from "../with-stores";

const PAGE = 500;

interface NetworksOptions extends DataDirOption {
  members?: boolean;
  json?: boolean;
  limit: string;
}

async function printMembers(stores: Stores, json: boolean): Promise<void> {
  const rows = await stores.casebook
    .select({
      network_id: networkMember.networkId,
      account_id: networkMember.accountId,
      membership: networkMember.membership,
      bits: networkMember.bits,
    })
    .from(networkMember)
    .innerJoin(network, eq(network.id, networkMember.networkId))
    .where(eq(network.current, true))
    .orderBy(asc(network.rank), asc(networkMember.accountId));
  if (json) {
    for (const row of rows) printLine(JSON.stringify({ ...row, bits: Math.round(row.bits * 1_000) / 1_000 }));
    return;
  }
  printTable(
    ["network", "account", "membership", "bits"],
    rows.map((row) => [row.network_id, row.account_id, row.membership, row.bits.toFixed(1)]),
    [3],
  );
}

export function networksCommand(): Command {
  return addDataDirOption(
    new Command("networks")
      .option("--members", "one line per member: network_id, account_id, membership, bits")
      .option("--json", "JSON lines")
      .option("--limit <n>", "networks shown without --json", "30"),
  ).action(async (options: NetworksOptions) => {
    await withStores(options, async (stores) => {
      if (options.members === true) {
        await printMembers(stores, options.json === true);
        return;
      }
      if (options.json === true) {
        for (let offset = 0; ; offset += PAGE) {
          const { networks } = await listNetworks(stores.casebook, PAGE, offset);
          for (const found of networks) {
            printLine(
              JSON.stringify({
                network_id: found.id,
                accounts: found.accounts,
                core: found.core,
                probable: found.probable,
                fringe: found.fringe,
                exchanges: found.exchanges,
                first_ms: found.firstMs,
                last_ms: found.lastMs,
                strength_bits: Math.round(found.strengthBits * 1_000) / 1_000,
                families: found.families,
                headline: found.headline,
              }),
            );
          }
          if (networks.length < PAGE) return;
        }
      }
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > PAGE)
        throw new RingleaderError("bad_input", `--limit takes a whole number from 1 to ${PAGE}`);
      const { networks, total } = await listNetworks(stores.casebook, limit, 0);
      printTable(
        ["network", "core", "probable", "fringe", "exchanges", "bits", "window (UTC)"],
        networks.map((found) => [
          found.id,
          grouped(found.core),
          grouped(found.probable),
          grouped(found.fringe),
          grouped(found.exchanges),
          found.strengthBits.toFixed(1),
          found.firstMs === null || found.lastMs === null ? "" : windowUtc(found.firstMs, found.lastMs),
        ]),
        [1, 2, 3, 4, 5],
      );
      printLine(`showing ${networks.length} of ${grouped(total)}`);
    });
  });
}
