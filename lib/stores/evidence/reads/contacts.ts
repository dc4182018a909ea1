import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { queryRows } from "../query";

const contactsRow = z.object({
  emailMasked: z.string(),
  phoneMasked: z.string(),
  emailSealed: z.string(),
  phoneSealed: z.string(),
});

/** Contacts of an account as the newest import gave them, masked and sealed; undefined where nobody imported it. */
export async function readContacts(
  client: ClickHouseClient,
  accountId: string,
): Promise<z.infer<typeof contactsRow> | undefined> {
  const [row] = await queryRows(
    client,
    `SELECT argMax(a.email_masked, a.import_id) AS emailMasked, argMax(a.phone_masked, a.import_id) AS phoneMasked,
  argMax(a.email_sealed, a.import_id) AS emailSealed, argMax(a.phone_sealed, a.import_id) AS phoneSealed
FROM accounts AS a WHERE a.account_id = {accountId:String} GROUP BY a.account_id`,
    { accountId },
    contactsRow,
  );
  return row;
}
