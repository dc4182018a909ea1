/** The file as a whole cannot come in; none of its rows does. The message never carries a value. */
export class RejectedFile extends Error {
  readonly column: string;
  /** 1-based data row where it was noticed, 0 where it is about the whole file. */
  readonly row: number;

  constructor(reason: string, where: { column?: string; row?: number; cause?: unknown } = {}) {
    super(reason, { cause: where.cause });
    this.name = "RejectedFile";
    this.column = where.column ?? "";
    this.row = where.row ?? 0;
  }
}
