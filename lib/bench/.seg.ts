import { loadInput } from "@/lib/bench/load-input";
import { readTable } from "@/lib/bench/read-table";
import { groupingMetrics } from "@/lib/bench/metrics";
import { groupsOf } from "@/lib/bench/attribution";
import { DEFAULT_PARAMETERS, resolve, explainPair } from "@/lib/engine";
import { seededRng } from "@/lib/core/rng";
const dir = process.argv[2]!;
const over = process.argv[3] ? JSON.parse(process.argv[3]) : {};
const input = await loadInput(dir);
const t0 = Date.now();
const r = resolve(input, { ...DEFAULT_PARAMETERS, ...over }, seededRng("attribution"));
console.log("resolve ms", Date.now() - t0);
const truth = new Map<string, { operatorId: string; label: string }>();
const src = new Map<string, string>();
for await (const row of readTable(dir, "truth")) {
  truth.set(row.account_id!, { operatorId: row.operator_id!, label: row.label! });
  src.set(row.account_id!, row.source!);
}
const m = groupingMetrics(truth, groupsOf(r));
console.log(
  Object.entries(m)
    .map(([k, v]) => `${k}=${v < 1.0001 ? v.toFixed(4) : v}`)
    .join(" "),
);
console.log(r.counts);
const seg = new Map<string, number[]>();
const size = new Map<string, number>();
for (const n of r.networks) for (const mm of n.members) size.set(mm.accountId, n.members.length);
for (const [a, s] of src) {
  const c = seg.get(s) ?? [0, 0, 0];
  c[0]!++;
  if (size.has(a)) c[1]!++;
  if ((size.get(a) ?? 0) >= 8) c[2]!++;
  seg.set(s, c);
}
for (const [s, c] of seg) console.log(s.padEnd(28), "all", c[0], "in network", c[1], "in >=8", c[2]);
for (const n of r.networks.filter((n) => n.members.length >= 8).slice(0, 40)) {
  const parts = new Map<string, number>();
  for (const mm of n.members) {
    const t = truth.get(mm.accountId)!;
    const k = t.label === "operator" ? t.operatorId + "/" + src.get(mm.accountId) : src.get(mm.accountId)!;
    parts.set(k, (parts.get(k) ?? 0) + 1);
  }
  const c = { core: 0, probable: 0, fringe: 0 };
  for (const mm of n.members) c[mm.membership]++;
  console.log(
    n.members.length,
    JSON.stringify([...parts]),
    JSON.stringify(c),
    n.families.join(),
    n.strengthBits.toFixed(1),
    "wb",
    n.weakBridges.length,
    n.sharedIdentifiers
      .slice(0, 3)
      .map((s) => `${s.kind} ${s.members}/${s.others}`)
      .join("; "),
  );
}
const show = process.argv[4];
if (show) {
  let k = 0;
  for (const l of r.links) {
    if (l.status === "confirmed" && src.get(l.accountA)!.includes(show) && k++ < 3) {
      const e = explainPair(input, r.model, l.accountA, l.accountB);
      console.log(src.get(l.accountA), src.get(l.accountB), e.bits.toFixed(1), e.families);
      for (const x of e.evidence.slice(0, 9))
        console.log("   ", x.bits.toFixed(2), x.contribution.toFixed(2), x.sentence);
    }
  }
}
