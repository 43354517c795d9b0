/** One number of a row. Lower is better wherever there is a target. */
export interface Measure {
  name: string;
  value: number;
  unit: "×" | "ms" | "MB" | "bytes" | "";
  /** What it must not exceed; left out where it only explains another. */
  target?: number;
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
