/** Why a row cannot come in. The reason never carries the value. */
export class Fault {
  constructor(
    readonly reason: string,
    readonly column = "",
  ) {}
}
