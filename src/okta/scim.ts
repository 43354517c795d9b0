import { UserError } from "../user_error.ts";

/**
 * Filter expressions as Okta's `search` and `filter` parameters take them, after RFC 7644 section 3.4.2.2: values are
 * JSON strings, so quotes and backslashes are escaped as JSON escapes them.
 */

/** `attribute operator "value"`, the value escaped so that it cannot end its own quotation. */
export function compare(attribute: string, operator: "eq" | "sw" | "co", value: string): string {
  return `${attribute} ${operator} ${JSON.stringify(value)}`;
}

/** The expressions joined by `or`, in parentheses where there are several. */
export function anyOf(expressions: readonly string[]): string {
  return expressions.length === 1 ? `${expressions[0]}` : `(${expressions.join(" or ")})`;
}

/** The expressions joined by `and`; each must be a single comparison or stand in parentheses. */
export function allOf(expressions: readonly string[]): string {
  return expressions.join(" and ");
}

/**
 * A caller's own expression, in parentheses so that it can be joined to others. Checked only as far as that needs:
 * quotes and parentheses must balance.
 * @throws UserError naming the expression and what is wrong with it.
 */
export function enclosed(expression: string): string {
  const bare = unquoted(expression);
  let depth = 0;
  for (const character of bare) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) break;
  }
  if (depth !== 0) {
    throw new UserError(`Cannot use the expression ${JSON.stringify(expression)}: its parentheses do not balance.`);
  }
  // Halves of characters are what no URL takes.
  return `(${expression.trim().toWellFormed()})`;
}

/**
 * The expression with every quoted value emptied: what is left is attributes, operators and parentheses.
 * @throws UserError when the expression is empty or a quotation does not end.
 */
export function unquoted(expression: string): string {
  const bare = expression.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  if (bare.trim() === "") throw new UserError("Cannot use an empty expression: leave it out or give a comparison.");
  if (bare.replaceAll('""', "").includes('"')) {
    throw new UserError(
      `Cannot use the expression ${JSON.stringify(expression)}: a quotation does not end. ` +
        `Write a quote inside a value as \\".`,
    );
  }
  return bare;
}
