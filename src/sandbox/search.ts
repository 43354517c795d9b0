/** The `search` and `filter` expressions of lists: which attribute takes which operator, and the refusal of the rest. */
import { type Context, query } from "./context.ts";
import { invalid, OktaError } from "./errors.ts";
import { comparisons, type Filter, FilterSyntaxError, type Operator, parseFilter, usesNot } from "./filter.ts";
import { valuesAt } from "./json.ts";

export interface SearchRules {
  /** The operators an attribute takes; undefined for one that the list does not have. */
  operatorsOf: (path: string) => readonly Operator[] | undefined;
  /** Whether `not ( … )` is understood. */
  not: boolean;
  /** The error for an expression that is refused. */
  refuse: (problem: "syntax" | "attribute" | "operator", message: string) => OktaError;
}

/** How lists other than the System Log refuse an expression. */
export function refuseSearch(_problem: string, message: string): OktaError {
  return new OktaError("E0000031", { causes: [message] });
}

/** Reads an expression and holds it to the list's rules. Throws what `rules.refuse` makes of the fault. */
export function readFilter(text: string, rules: SearchRules): Filter {
  let filter: Filter;
  try {
    filter = parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw rules.refuse("syntax", error.message);
    throw error;
  }
  if (usesNot(filter) && !rules.not) throw rules.refuse("operator", "The operator 'not' is not supported here");
  for (const { path, operator } of comparisons(filter)) {
    const operators = rules.operatorsOf(path);
    if (operators === undefined) throw rules.refuse("attribute", path);
    if (!operators.includes(operator)) throw rules.refuse("operator", `Operator: ${operator}, Field: ${path}`);
  }
  return filter;
}

/** `sortBy` and `sortOrder`, which hold for searches only; equal values stay in the order of their ids. */
export function sorted<T extends { id: string }>(context: Context, items: readonly T[]): T[] {
  const sortBy = query(context, "sortBy");
  const sortOrder = query(context, "sortOrder") ?? "asc";
  if (sortBy === undefined) return [...items];
  if (!["asc", "desc"].includes(sortOrder)) {
    throw invalid("sortOrder", `sortOrder: expected asc or desc, found '${sortOrder}'`);
  }
  const direction = sortOrder === "asc" ? 1 : -1;
  const keyOf = (item: T) => String(valuesAt(item, sortBy)[0] ?? "").toLowerCase();
  return items.toSorted((a, b) => direction * compareText(keyOf(a), keyOf(b)) || compareText(a.id, b.id));
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
