import { diff, equal } from "../../src/okta/diff.ts";
import type { Operation, Operations, Schema } from "../../src/okta/operations.ts";

/** What came, went and changed between two contracts. */
export interface ContractDifference {
  added: Operation[];
  removed: Operation[];
  /** Operations of both, of which something is different: a line each, such as `parameters: … → …` or `schema User`. */
  changed: { operation: Operation; what: string[] }[];
  /** Schemas of both that are different themselves: a line each. */
  schemas: { name: string; what: string[] }[];
}

/** Longer values are not shown whole. */
const LONGEST_VALUE = 120;

/**
 * Compares what requests see of two contracts: what only describes answers is in neither. An operation is the same by its
 * id, or else by its method and path.
 */
export function differenceOf(before: Operations, after: Operations): ContractDifference {
  const gone = Object.values(before.operations).filter(({ id }) => after.operations[id] === undefined);
  const formerOf = ({ id, method, path }: Operation) =>
    before.operations[id] ?? gone.find((one) => one.method === method && one.path === path);
  const operations = Object.values(after.operations).map((operation) => ({ operation, former: formerOf(operation) }));
  const schemas = Object.keys(after.schemas).flatMap((name) => {
    const former = before.schemas[name];
    const what = former === undefined ? [] : linesOf(former, after.schemas[name]);
    return what.length === 0 ? [] : [{ name, what }];
  });
  const moved = new Set(schemas.map(({ name }) => name));
  return {
    added: operations.filter(({ former }) => former === undefined).map(({ operation }) => operation),
    removed: gone.filter((one) => operations.every(({ former }) => former !== one)),
    changed: operations.flatMap(({ operation, former }) => {
      if (former === undefined) return [];
      const reached = [...schemasOf(after, operation)].filter((name) => moved.has(name));
      const what = [
        ...linesOf(byParameter(former), byParameter(operation)),
        ...reached.map((name) => `schema ${name}`),
      ];
      return what.length === 0 ? [] : [{ operation, what }];
    }),
    schemas,
  };
}

/**
 * The difference as text; nothing where there is none.
 * @param touched The tools that send an operation.
 */
export function differenceText(
  { added, removed, changed, schemas }: ContractDifference,
  touched: (operation: Operation) => readonly string[],
): string {
  if (added.length + removed.length + changed.length === 0) return "";
  const line = (sign: string, { id, method, path }: Operation) => `${sign} ${id} ${method} ${path}`;
  const tools = [...removed, ...changed.map(({ operation }) => operation)].flatMap((operation) =>
    touched(operation).map((tool) => [tool, operation.id] as const)
  );
  const byTool = Map.groupBy(tools, ([tool]) => tool);
  return [
    `Operations: ${added.length} added, ${removed.length} removed, ${changed.length} changed`,
    ...added.map((operation) => line("+", operation)),
    ...removed.map((operation) => line("-", operation)),
    ...changed.flatMap(({ operation, what }) => [line("~", operation), ...what.map((one) => `    ${one}`)]),
    ...schemas.length > 0 ? [`Schemas: ${schemas.length} changed`] : [],
    ...schemas.flatMap(({ name, what }) => [`~ ${name}`, ...what.map((one) => `    ${one}`)]),
    byTool.size === 0
      ? "No tool sends what was removed or changed."
      : "Tools to look at, with the operations they send:",
    ...[...byTool].sort().map(([tool, uses]) => `  ${tool}: ${uses.map(([, id]) => id).join(", ")}`),
  ].join("\n");
}

/** An operation whose parameters are compared one by one. */
function byParameter({ parameters, ...rest }: Operation): unknown {
  return { ...rest, parameters: Object.fromEntries(parameters.map((one) => [one.name, one])) };
}

function linesOf(before: unknown, after: unknown): string[] {
  return diff(before, after).map(({ path, before, after }) => {
    if (!Array.isArray(before) || !Array.isArray(after)) return `${path}: ${shown(before)} → ${shown(after)}`;
    const gone = before.filter((item) => !after.some((other) => equal(item, other)));
    const come = after.filter((item) => !before.some((other) => equal(item, other)));
    const items = [...gone.map((item) => `- ${shown(item)}`), ...come.map((item) => `+ ${shown(item)}`)];
    return `${path}: ${items.join(" ") || "in another order"}`;
  });
}

function shown(value: unknown): string {
  const text = value === undefined || value === null ? "(none)" : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** The names of all schemas that an operation's request reaches. */
function schemasOf({ schemas }: Operations, operation: Operation): Set<string> {
  const reached = new Set<string>();
  function walk(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    for (const inner of Object.values(value)) walk(inner);
    const { $ref, discriminator } = value as Schema;
    for (const name of [$ref, ...Object.values(discriminator?.mapping ?? {})]) {
      if (typeof name !== "string" || reached.has(name)) continue;
      reached.add(name);
      walk(schemas[name]);
    }
  }
  walk([operation.parameters, operation.body]);
  return reached;
}
