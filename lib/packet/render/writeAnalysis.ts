import {
  acquisitionLine,
  CLAIM_COLUMNS,
  claimCells,
  networkDocument,
  SOURCE_COLUMNS,
  sourceCells,
  type PrintedClaim,
} from "@/lib/packet/format/analysis";
import { csvLine } from "@/lib/packet/format/csvText";
import type { custodyChain } from "@/lib/packet/format/custodyChain";
import { graphDocument } from "@/lib/packet/format/graph";
import { jsonLine } from "@/lib/packet/format/jsonText";
import type { PacketInput } from "@/lib/packet/format/packetInput";
import { METHOD_SENTENCES } from "@/lib/packet/format/wording";
import { printedFigures } from "@/lib/domain/figures";
import type { Link } from "@/lib/domain/link";
import type { BagWriter } from "./bagWrite";

/** Writes what was concluded (data/04-analysis), the graph, and the custody files. */
export async function writeAnalysis(
  bag: BagWriter,
  input: PacketInput,
  shown: {
    claims: readonly PrintedClaim[];
    links: readonly Link[];
    networks: ReturnType<typeof networkDocument>;
    custody: ReturnType<typeof custodyChain>;
  },
): Promise<void> {
  const analysis = "data/04-analysis";
  const { claims, links, networks, custody } = shown;
  await bag.lines(`${analysis}/links.jsonl`, mapped(links, jsonLine));
  await bag.text(`${analysis}/networks.json`, jsonLine(networks));
  await bag.text(`${analysis}/method.json`, jsonLine({ ...input.method, inWords: METHOD_SENTENCES }));
  await bag.text(`${analysis}/claims.json`, jsonLine({ claims, figures: printedFigures(input.figures) }));
  const claimLines = claims.map((claim, i) => csvLine(claimCells(claim, i)));
  await bag.lines(`${analysis}/claims.csv`, [csvLine(CLAIM_COLUMNS), ...claimLines]);
  const sourceLines = input.imports.flatMap((one) => sourceCells(one).map(csvLine));
  await bag.lines(`${analysis}/sources.csv`, [csvLine(SOURCE_COLUMNS), ...sourceLines]);
  await bag.text("data/05-graph/graph.json", jsonLine(graphDocument(input)));
  await bag.lines("data/06-custody/custody.jsonl", mapped(custody.lines, jsonLine));
  await bag.lines("data/06-custody/acquisition.jsonl", mapped(input.imports.map(acquisitionLine), jsonLine));
}

function* mapped<T>(items: Iterable<T>, line: (item: T) => string): Iterable<string> {
  for (const item of items) yield line(item);
}
