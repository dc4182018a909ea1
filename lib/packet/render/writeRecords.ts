import { RingleaderError } from "@/lib/core/errors";
import { csvLine } from "@/lib/packet/format/csvText";
import { FigureCount } from "@/lib/packet/format/figureCount";
import { jsonLine } from "@/lib/packet/format/jsonText";
import type { PacketInput, Rows } from "@/lib/packet/format/packetInput";
import {
  ACCOUNT_TABLE,
  API_KEY_TABLE,
  DAILY_ACTIVITY_TABLE,
  OBSERVATION_TABLE,
  PAYMENT_INSTRUMENT_TABLE,
  redactedRow,
  tableSchema,
  type RecordTable,
} from "@/lib/packet/format/recordTables";
import type { Redactor } from "@/lib/packet/format/redact";
import type { BagWriter } from "./bagWrite";

const FOLDER = "data/03-records";

/**
 * Writes the records as the tier may show them, each table as CSV and JSON lines, row by row, and counts
 * the figures on the way. RingleaderError("bad_input") for a row of an account that is not in the case.
 */
export async function writeRecords(
  input: PacketInput,
  redactor: Redactor,
  bag: BagWriter,
): Promise<FigureCount> {
  const subjects = new Set(input.subjects.map((subject) => subject.accountId));
  const count = new FigureCount();

  const write = async <T>(
    table: RecordTable<T>,
    rows: Rows<T>,
    counting: (row: T) => void,
  ): Promise<object> => {
    const csv = await bag.lineFile(`${FOLDER}/${table.name}.csv`);
    const json = await bag.lineFile(`${FOLDER}/${table.name}.jsonl`);
    await csv.write(csvLine(table.columns.map((column) => column.name)));
    let written = 0;
    for await (const row of rows) {
      if (!subjects.has(table.accountId(row))) {
        throw new RingleaderError(
          "bad_input",
          `The ${table.name} handed in hold a row of an account that is not in the case.`,
          {
            details: { table: table.name, accountId: table.accountId(row) },
          },
        );
      }
      counting(row);
      const cells = redactedRow(table, row, redactor);
      await csv.write(csvLine(Object.values(cells)));
      await json.write(jsonLine(cells));
      written++;
    }
    await csv.close();
    await json.close();
    return tableSchema(table, written);
  };

  const { records } = input;
  const tables = [
    await write(ACCOUNT_TABLE, input.subjects, (row) => count.subject(row)),
    await write(API_KEY_TABLE, records.apiKeys, (row) => count.apiKey(row)),
    await write(PAYMENT_INSTRUMENT_TABLE, records.paymentInstruments, (row) => count.paymentInstrument(row)),
    await write(OBSERVATION_TABLE, records.observations, (row) => count.observation(row)),
    await write(DAILY_ACTIVITY_TABLE, records.dailyActivity, (row) => count.dailyActivity(row)),
  ];
  await bag.text(
    `${FOLDER}/schema.json`,
    jsonLine({ tables, times: "ISO 8601, UTC", numbers: "plain decimal" }),
  );
  return count;
}
