import { config } from "zod";

// Zod probes whether it may compile schemas with `new Function`; under the page's content security
// policy that probe alone is a reported violation. Imported before any schema is made in the browser.
config({ jitless: true });
