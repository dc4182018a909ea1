import { Fault } from "@/lib/ingest/fault";
import { FIELD_LENGTH_MAX, ROW_LENGTH_MAX } from "@/lib/ingest/limits";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { OVERLONG, type Cell } from "./row-batch";

const COMMA = 44;
const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

type State = "start" | "plain" | "quoted" | "quote_seen" | "return_seen";

/**
 * RFC 4180, one chunk of text after another: comma, double quotes, LF or CRLF; empty lines are
 * skipped. Never holds more than one row of at most ROW_LENGTH_MAX; longer fields come out as
 * OVERLONG and longer rows as a Fault. Throws RejectedFile where the quoting is broken, since
 * from there on nobody knows where rows begin.
 */
export class CsvLexer {
  private state: State = "start";
  private row: Cell[] = [];
  private rowLength = 0;
  private held = "";
  private fieldLength = 0;
  private rowsDone = 0;
  /** Index of the first overlong field of the row. */
  private overlong = -1;

  /** `exempt` are the fields (by index) whose length does not matter. */
  constructor(
    private readonly emit: (row: Cell[] | Fault, overlongField: number) => void,
    private readonly exempt: (field: number) => boolean = () => false,
  ) {}

  push(text: string): void {
    const length = text.length;
    let at = 0;
    while (at < length) {
      switch (this.state) {
        case "start":
          if (text.charCodeAt(at) === QUOTE) {
            this.state = "quoted";
            at += 1;
          } else {
            this.state = "plain";
          }
          break;
        case "plain": {
          const from = at;
          let code = 0;
          while (at < length) {
            code = text.charCodeAt(at);
            if (code === COMMA || code === LINE_FEED || code === QUOTE) break;
            at += 1;
          }
          if (at === length) {
            this.hold(text, from, at);
            return;
          }
          if (code === QUOTE) throw this.broken("a quote inside a field that does not begin with one");
          if (code === COMMA) this.endField(text, from, at);
          else this.endPlainRow(text, from, at);
          at += 1;
          break;
        }
        case "quoted": {
          const close = text.indexOf('"', at);
          const end = close === -1 ? length : close;
          this.hold(text, at, end);
          if (close === -1) return;
          this.state = "quote_seen";
          at = close + 1;
          break;
        }
        case "quote_seen": {
          const code = text.charCodeAt(at);
          at += 1;
          if (code === QUOTE) {
            this.hold('"', 0, 1);
            this.state = "quoted";
          } else if (code === COMMA) this.endField("", 0, 0);
          else if (code === LINE_FEED) this.endRow();
          else if (code === CARRIAGE_RETURN) this.state = "return_seen";
          else throw this.broken("text after the closing quote");
          break;
        }
        case "return_seen":
          if (text.charCodeAt(at) !== LINE_FEED) throw this.broken("text after the closing quote");
          this.endRow();
          at += 1;
          break;
      }
    }
  }

  end(): void {
    if (this.state === "quoted") throw this.broken("a quote that is never closed");
    if (this.state === "start" && this.row.length === 0) return;
    if (this.state === "plain") this.endPlainRow("", 0, 0);
    else this.endRow();
  }

  private broken(what: string): RejectedFile {
    return new RejectedFile(
      `broken quoting in line ${this.rowsDone + 1} (the header is line 1, empty lines not counted): ${what}`,
      {
        row: this.rowsDone,
      },
    );
  }

  private hold(text: string, from: number, to: number): void {
    this.fieldLength += to - from;
    if (this.fieldLength > FIELD_LENGTH_MAX && !this.exempt(this.row.length)) {
      if (this.overlong === -1) this.overlong = this.row.length;
      this.held = "";
    } else if (this.rowLength + this.fieldLength > ROW_LENGTH_MAX) {
      this.held = "";
    } else {
      this.held += text.slice(from, to);
    }
  }

  private endField(text: string, from: number, to: number): void {
    let value: Cell;
    if (this.fieldLength === 0 && to - from <= FIELD_LENGTH_MAX) {
      this.fieldLength = to - from;
      value = text.slice(from, to);
    } else {
      this.hold(text, from, to);
      value = this.fieldLength > FIELD_LENGTH_MAX && !this.exempt(this.row.length) ? OVERLONG : this.held;
      this.held = "";
    }
    this.rowLength += this.fieldLength + 1;
    if (this.rowLength <= ROW_LENGTH_MAX) this.row.push(value);
    else this.row.push(OVERLONG);
    this.fieldLength = 0;
    this.state = "start";
  }

  private endPlainRow(text: string, from: number, to: number): void {
    if (to > from) {
      const end = text.charCodeAt(to - 1) === CARRIAGE_RETURN ? to - 1 : to;
      if (this.row.length === 0 && this.fieldLength === 0 && end === from) this.state = "start";
      else this.finishRow(text, from, end);
      return;
    }
    if (this.held.endsWith("\r")) {
      this.held = this.held.slice(0, -1);
      this.fieldLength -= 1;
    }
    if (this.row.length === 0 && this.fieldLength === 0) {
      this.held = "";
      this.state = "start";
    } else this.finishRow("", 0, 0);
  }

  private endRow(): void {
    this.finishRow("", 0, 0);
  }

  private finishRow(text: string, from: number, to: number): void {
    this.endField(text, from, to);
    const { row, rowLength, overlong } = this;
    this.row = [];
    this.rowLength = 0;
    this.overlong = -1;
    this.rowsDone += 1;
    if (rowLength > ROW_LENGTH_MAX)
      this.emit(
        new Fault(overlong === -1 ? "the row is longer than 1 MiB" : "a field is longer than 64 KiB"),
        overlong,
      );
    else this.emit(row, overlong);
  }
}
