import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { pathQuery, withoutIdentifiers } from "./network-inside";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("identifiers to do without are in the body, never in an address", async () => {
  const asked: { address: string; init: RequestInit | undefined }[] = [];
  vi.stubGlobal("fetch", async (address: string, init?: RequestInit) => {
    asked.push({ address, init });
    return Response.json({ hops: null });
  });
  const card = { kind: "phone", value: "+999123456" };
  await new QueryClient().fetchQuery(pathQuery("N-0001", "acct_a", "acct_b", [card]));
  await withoutIdentifiers("N-0001", [card]);
  expect(asked.map(({ address, init }) => [address, init?.method])).toEqual([
    ["/api/networks/N-0001/path", "POST"],
    ["/api/networks/N-0001/without", "POST"],
  ]);
  expect(JSON.parse(String(asked[0]?.init?.body))).toEqual({ from: "acct_a", to: "acct_b", without: [card] });
});
