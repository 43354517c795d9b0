type Absent = null | undefined;

/** `T` less the nulls: what could be null may be missing instead. */
export type Present<T> =
  & { [K in keyof T as Absent & T[K] extends never ? K : never]: T[K] }
  & { [K in keyof T as Absent & T[K] extends never ? never : K]?: NonNullable<T[K]> };

/** Facts as data for a program: without null and empty text, which Okta uses for what it has nothing to say about. */
export function present<T extends Record<string, unknown>>(facts: T): Present<T> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  ) as Present<T>;
}
