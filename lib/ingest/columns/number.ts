import { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import type { Column } from "./column";

/** Largest value of the store's 32-bit columns. */
const UINT32_MAX = 4_294_967_295;

/** A whole number from `min` to `max`; `empty` where the cell is. */
export function integer(name: string, options: { min?: number; max?: number; empty?: number } = {}): Column {
  const { min = 0, max = UINT32_MAX, empty = 0 } = options;
  const wrong = new Fault("is no whole number");
  const outside = new Fault(`is not between ${min} and ${max}`);
  const within = (value: number): number | Fault => (value >= min && value <= max ? value : outside);
  return {
    name,
    required: false,
    empty,
    time: false,
    parse(cell: Cell) {
      if (typeof cell === "string") {
        const text = cell.trim();
        return /^-?\d{1,20}$/.test(text) ? within(Number(text)) : wrong;
      }
      if (typeof cell === "number") return Number.isInteger(cell) ? within(cell) : wrong;
      if (typeof cell === "bigint") return within(Number(cell));
      return wrong;
    },
    byStore: (type) =>
      type === "integer"
        ? {
            plain: (given) => `(${given} IS NULL OR (${given} >= ${min} AND ${given} <= ${max}))`,
            value: (given) => `ifNull(${given}, ${empty})`,
          }
        : undefined,
  };
}

/** A number from `min` to `max`, with or without a fraction; 0 where the cell is empty. */
export function decimal(name: string, min: number, max: number): Column {
  const wrong = new Fault("is no number");
  const outside = new Fault(`is not between ${min} and ${max}`);
  return {
    name,
    required: false,
    empty: 0,
    time: false,
    parse(cell: Cell) {
      let value: number;
      if (typeof cell === "number") value = cell;
      else if (typeof cell === "bigint") value = Number(cell);
      else if (
        typeof cell === "string" &&
        /^\s*-?(\d{1,20}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,3})?\s*$/i.test(cell)
      )
        value = Number(cell);
      else return wrong;
      if (!Number.isFinite(value)) return wrong;
      return value >= min && value <= max ? value : outside;
    },
    byStore: (type) =>
      type === "decimal" || type === "integer"
        ? {
            plain: (given) => `(${given} IS NULL OR (${given} >= ${min} AND ${given} <= ${max}))`,
            value: (given) => `ifNull(${given}, 0)`,
          }
        : undefined,
  };
}
