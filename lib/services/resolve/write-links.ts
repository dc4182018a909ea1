import { sql } from "drizzle-orm";
import type { Link } from "@/lib/domain/link";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";

/** A link takes about 10 kB; a statement much larger than this costs the embedded casebook more than it saves. */
const CHARACTERS_PER_INSERT = 500_000;

/**
 * Keeps links with all their evidence. A statement carries its rows as one JSON text: naming each
 * value as a parameter of its own takes twice as long.
 */
export async function writeLinks(
  tx: CasebookTransaction,
  links: Iterable<Link>,
  networkOf: ReadonlyMap<string, string>,
): Promise<void> {
  let rows: string[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const batch = `[${rows.join(",")}]`;
    rows = [];
    characters = 0;
    await tx.execute(sql`INSERT INTO network_link (account_a, account_b, network_id, bits, status, link)
SELECT account_a, account_b, network_id, bits, status, link
FROM json_to_recordset(${batch}::json) AS row (account_a text, account_b text, network_id text, bits double precision, status text, link jsonb)
ON CONFLICT DO NOTHING`);
  };
  for (const link of links) {
    const row = JSON.stringify({
      account_a: link.accountA,
      account_b: link.accountB,
      network_id: networkOf.get(link.accountA) ?? networkOf.get(link.accountB) ?? "",
      bits: link.bits,
      status: link.status,
      link,
    });
    rows.push(row);
    characters += row.length;
    if (characters >= CHARACTERS_PER_INSERT) await flush();
  }
  await flush();
}
