/** The threshold an address names, undefined where it names none that can be. */
export function parseCut(text: string | null): number | undefined {
  if (text === null || !/^\d{1,2}(\.\d{1,2})?$/.test(text)) return undefined;
  return Number(text);
}

/** "6.5": as it stands in the address and on the slider. */
export function printCut(bits: number): string {
  return String(Math.round(bits * 10) / 10);
}
