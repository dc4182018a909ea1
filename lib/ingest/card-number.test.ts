import * as fc from "fast-check";
import { expect, test } from "vitest";
import { holdsCardNumber, passesLuhn, withoutCardNumbers } from "./card-number";

/** A number of `length` digits that passes the Luhn check and is no epoch time. */
const cardNumber = fc
  .tuple(
    fc.constantFrom("2", "3", "4", "5", "6"),
    fc.integer({ min: 11, max: 17 }).chain((length) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))),
  )
  .map(([first, rest]) => {
    const check = [..."0123456789"].find((digit) => passesLuhn(first + rest + digit)) ?? "";
    return first + rest + check;
  });

test("every full card number is found, however it is grouped and whatever stands around it", () => {
  fc.assert(
    fc.property(
      cardNumber,
      fc.constantFrom("", " ", "-", "\u2013", "\u00a0"),
      fc.constantFrom("", "card ", "pan=", "no.", "J Doe "),
      fc.constantFrom("", " 12/27", " exp 1", "."),
      (digits, separator, before, after) => {
        const grouped = digits.replace(/(.{4})(?=.)/g, `$1${separator}`);
        expect(holdsCardNumber(before + grouped + after)).toBe(true);
        const clean = withoutCardNumbers(before + grouped + after);
        expect(clean).not.toContain(grouped);
        expect(holdsCardNumber(clean)).toBe(false);
      },
    ),
    { numRuns: 2000 },
  );
});

test("other scripts' digits are digits", () => {
  expect(holdsCardNumber("４１１１ １１１１ １１１１ １１１１")).toBe(true);
  expect(holdsCardNumber("٤١١١١١١١١١١١١١١١")).toBe(true);
  expect(holdsCardNumber("४१११११११११११११११")).toBe(true);
});

test("hashes, UUIDs, epoch times and wrong check digits are none", () => {
  fc.assert(
    fc.property(fc.uuid(), (text) => !holdsCardNumber(text) && !holdsCardNumber(`fp_${text}`)),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^a[0-9a-f]{31}$/), (text) => !holdsCardNumber(text)),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2002, 0), max: 1_999_999_999_999 }),
      (ms) => !holdsCardNumber(String(ms)),
    ),
    { numRuns: 1000 },
  );
  for (const text of ["4111111111111112", "424242", "0000000000000000", "", "12345678901234567890"])
    expect(holdsCardNumber(text)).toBe(false);
});
