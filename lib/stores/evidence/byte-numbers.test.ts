import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteNumbers } from "./byte-numbers";

test("gives back what a Map of the same strings would, whatever their length", () => {
  const texts = fc.array(fc.oneof(fc.string({ maxLength: 6 }), fc.string({ minLength: 24, maxLength: 40 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(texts, (asked) => {
      const numbers = new ByteNumbers();
      const map = new Map<string, number>();
      for (const text of asked) {
        const bytes = Buffer.from(`>${text}<`);
        const found = numbers.find(bytes, 1, bytes.length - 1);
        expect(found).toBe(map.get(text));
        if (found !== undefined) continue;
        map.set(text, map.size);
        numbers.add(bytes, 1, bytes.length - 1, map.size - 1);
      }
    }),
  );
});

test("finds all of a hundred thousand again and nothing else", () => {
  const numbers = new ByteNumbers();
  const bytesOf = (n: number): Buffer => Buffer.from(`acct_${n.toString(16)}`);
  for (let n = 0; n < 100_000; n++) numbers.add(bytesOf(n), 0, bytesOf(n).length, n);
  for (let n = 0; n < 100_000; n += 7) expect(numbers.find(bytesOf(n), 0, bytesOf(n).length)).toBe(n);
  expect(numbers.find(bytesOf(100_000), 0, bytesOf(100_000).length)).toBeUndefined();
});
