const ROWS_START = 64;

/** The rows of one pair as columns that are used again for the next, so that scoring makes no objects. */
export class PairRows {
  /** Shared identifiers of the pair. */
  rows = 0;
  useA = new Int32Array(ROWS_START);
  useB = new Int32Array(ROWS_START);
  crowd = new Float64Array(ROWS_START);
  observed = new Int32Array(ROWS_START);
  chance = new Float64Array(ROWS_START);
  gapMs = new Float64Array(ROWS_START);
  kappa = new Float64Array(ROWS_START);
  direct = new Int32Array(ROWS_START);
  /** 1 where one of the two had it to itself for long before others came. */
  heldAlone = new Int32Array(ROWS_START);
  /** Index of the row's family. */
  family = new Int32Array(ROWS_START);
  rowBits = new Float64Array(ROWS_START);
  /** Position in the model's group rows, -1 where the row carries no evidence of a group. */
  joinRow = new Int32Array(ROWS_START);
  /** Bits that enter the sum: `rowBits`, or those of the group where they are more. */
  effectiveBits = new Float64Array(ROWS_START);
  contribution = new Float64Array(ROWS_START);

  /** Position of a new row. */
  protected nextRow(): number {
    if (this.rows === this.useA.length) this.#double();
    return this.rows++;
  }

  #double(): void {
    const length = this.useA.length * 2;
    const ints = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(length);
      next.set(column);
      return next;
    };
    const doubles = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(length);
      next.set(column);
      return next;
    };
    this.useA = ints(this.useA);
    this.useB = ints(this.useB);
    this.observed = ints(this.observed);
    this.joinRow = ints(this.joinRow);
    this.direct = ints(this.direct);
    this.family = ints(this.family);
    this.heldAlone = ints(this.heldAlone);
    this.crowd = doubles(this.crowd);
    this.chance = doubles(this.chance);
    this.gapMs = doubles(this.gapMs);
    this.kappa = doubles(this.kappa);
    this.rowBits = doubles(this.rowBits);
    this.effectiveBits = doubles(this.effectiveBits);
    this.contribution = doubles(this.contribution);
  }
}
