import { address } from "@/lib/ingest/columns/address";
import { required, type Column } from "@/lib/ingest/columns/column";
import { decimal, integer } from "@/lib/ingest/columns/number";
import { apiKeyId, freeText, id, label } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import { promptText } from "@/lib/ingest/privacy/prompt-text";
import { position, textAt, type BundleTableSpec } from "./bundle-table";

/** Nothing in a prompt rejects its row: it is heard and forgotten. */
const prompt: Column = { name: "prompt", required: false, empty: "", time: false, parse: promptText };

const columns = [
  required(time("ts")),
  required(id("account_id")),
  apiKeyId("api_key_id"),
  address("ip"),
  label("model"),
  integer("input_tokens"),
  integer("output_tokens"),
  label("status"),
  freeText("user_agent"),
  label("tls_fingerprint"),
  label("client_profile"),
  label("template_id"),
  label("capability"),
  integer("max_tokens"),
  decimal("temperature", 0, 100),
  id("request_id"),
];

const TEMPLATE_ID = position(columns, "template_id");
const CAPABILITY = position(columns, "capability");

/** A prompt's text leaves a template id and a capability label where the file brings none, and is never stored. */
export const exchanges: BundleTableSpec = {
  table: "exchanges",
  columns,
  consumed: [prompt],
  dropped: ["prompt"],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: false,
  byStore: {},
  finish(values, context) {
    const text = textAt(values, columns.length);
    if (text === "") return undefined;
    const hasTemplate = textAt(values, TEMPLATE_ID) !== "";
    const hasCapability = textAt(values, CAPABILITY) !== "";
    if (hasTemplate && hasCapability) return undefined;
    const traits = context.promptTraits(text, hasTemplate);
    if (!hasTemplate) values[TEMPLATE_ID] = traits.templateId;
    if (!hasCapability) values[CAPABILITY] = traits.capability;
    return undefined;
  },
};
