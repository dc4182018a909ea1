/**
 * Columns several threads read at once without copying: memory that can be shared where the platform
 * has it, plain memory elsewhere.
 */
function bytes(length: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === "undefined" ? new ArrayBuffer(length) : new SharedArrayBuffer(length);
}

export const sharedInts = (length: number): Int32Array => new Int32Array(bytes(length * 4));
export const sharedShorts = (length: number): Uint16Array => new Uint16Array(bytes(length * 2));
export const sharedDoubles = (length: number): Float64Array => new Float64Array(bytes(length * 8));

/** The same values where other threads can read them. */
export function sharedCopyOfInts(values: Int32Array): Int32Array {
  const copy = sharedInts(values.length);
  copy.set(values);
  return copy;
}

export function sharedCopyOfDoubles(values: Float64Array): Float64Array {
  const copy = sharedDoubles(values.length);
  copy.set(values);
  return copy;
}
