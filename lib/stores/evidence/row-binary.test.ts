import fc from "fast-check";
import { expect, test } from "vitest";
import { BinaryRow } from "./row-binary";

function encoded(rows: readonly (readonly [string, number])[]): Buffer {
  const parts: Buffer[] = [];
  for (const [text, number] of rows) {
    const bytes = Buffer.from(text);
    const head: number[] = [];
    let length = bytes.length;
    for (; length >= 0x80; length >>>= 7) head.push((length & 0x7f) | 0x80);
    head.push(length);
    const double = Buffer.alloc(8);
    double.writeDoubleLE(number);
    parts.push(Buffer.from(head), bytes, double);
  }
  return Buffer.concat(parts);
}

test("rows come out whole wherever the stream was cut", () => {
  const rows = fc.array(
    fc.tuple(fc.string({ maxLength: 300, unit: "grapheme" }), fc.double({ noNaN: true })),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(rows, fc.array(fc.nat({ max: 900 }), { minLength: 1 }), (given, sizes) => {
      const bytes = encoded(given);
      const reader = new BinaryRow();
      const read: [string, number][] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = 1 + (sizes[turn % sizes.length] ?? 0);
        reader.takeChunk(bytes.subarray(at, at + size), (row) => read.push([row.string(), row.float64()]));
        at += size;
      }
      expect(read).toEqual(given);
      expect(reader.isBetweenRows).toBe(true);
    }),
  );
});

test("says where a stream broke off", () => {
  const reader = new BinaryRow();
  reader.takeChunk(encoded([["whole", 1]]).subarray(0, -1), (row) => [row.string(), row.float64()]);
  expect(reader.isBetweenRows).toBe(false);
});
