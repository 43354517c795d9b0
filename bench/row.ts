/** One number of a row. Lower is better wherever there is a target. */
export interface Measure {
  name: string;
  value: number;
  unit: "×" | "ms" | "MB" | "bytes" | "";
  /** What it must not exceed; left out where it only explains another. */
  target?: number;
}

/** A value with its unit. */
export function shown(value: number, unit: Measure["unit"]): string {
  if (unit === "") return value.toLocaleString("en");
  const digits = unit === "×" ? 2 : unit === "bytes" ? 0 : 1;
  const number = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number} ${unit}`;
}

/** What a row measures with. */
export interface Bench {
  /** The compiled program. */
  program: string;
  /** A compiled program of one line: the least that a start can take. */
  oneLine: string;
}

/** A row of the table: measures one property of the program. */
export type Row = (bench: Bench) => Promise<Measure[]>;
