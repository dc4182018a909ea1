import { createClient } from "@clickhouse/client";
import { stageImport } from "./run";
const client = createClient({url:"http://localhost"});
for (const m of ["csv","pq"]) { const c0 = process.cpuUsage(); const t0 = Date.now();
const s = await stageImport({importId:"i1", source: "/tmp/ingest/"+m, preset:"bundle", client, phoneKey:"k", knownFiles:new Map(), dryRun:true, rejectFile:null});
const c = process.cpuUsage(c0); console.log(m, s.rows, "wall", Date.now()-t0, "cpu ms", (c.user+c.system)/1000, process.memoryUsage().rss/1e6|0); }
