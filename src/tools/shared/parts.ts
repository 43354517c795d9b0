import { type Lines, section } from "./listing.ts";
import { readable } from "./readable.ts";

/** One of the lists that belong to a thing: always read and counted, shown where asked for. */
export interface Part<T, R> {
  /** Absent where the token may not read them. */
  items?: readonly T[];
  /** Why the token may not. */
  refused?: string;
  /** What is shown of them, cut to the budget. */
  rows?: R[];
  text?: string;
}

/** How a part is shown. */
export interface View<T, R> {
  title: string;
  rows(items: readonly T[]): readonly R[] | Promise<readonly R[]>;
  lines: Lines<R>;
  /** The most characters for its rows. */
  budget: number;
}

/** Reads a part, and shows it unless `view` is `false`. @throws what the read throws, but for a refusal. */
export async function part<T, R>(read: Promise<readonly T[]>, view: View<T, R> | false): Promise<Part<T, R>> {
  const { value: items, refused } = await readable(read);
  if (items === undefined) return { refused };
  if (!view) return { items };
  return { items, ...section(view.title, await view.rows(items), view.lines, view.budget) };
}

type Parts = Record<string, Part<unknown, unknown>>;
type CountsOf<P extends Parts> = { [K in keyof P]?: number };
type RowsOf<P extends Parts> = { [K in keyof P]?: NonNullable<P[K]["rows"]> };

/** How many of each there are, as data. */
export function countsOf<P extends Parts>(parts: P): CountsOf<P> {
  return picked(parts, ({ items }) => items?.length) as CountsOf<P>;
}

/** The rows that are shown, as data. */
export function rowsOf<P extends Parts>(parts: P): RowsOf<P> {
  return picked(parts, ({ rows }) => rows) as RowsOf<P>;
}

/** What is shown, as text. */
export function textsOf(parts: Parts): string[] {
  return Object.values(parts).flatMap(({ text }) => text ?? []);
}

/** What the token may not read and why, such as `apps: …`. */
export function refusalsOf(parts: Parts): string[] {
  return Object.entries(parts).flatMap(([name, { refused }]) => refused === undefined ? [] : [`${name}: ${refused}`]);
}

function picked(parts: Parts, pick: (part: Part<unknown, unknown>) => unknown): Record<string, unknown> {
  const picks = Object.entries(parts).map(([name, part]) => [name, pick(part)] as const);
  return Object.fromEntries(picks.filter(([, value]) => value !== undefined));
}
