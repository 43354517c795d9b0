/**
 * SCIM filter expressions (RFC 7644, section 3.4.2.2) as far as Okta takes them: comparisons, `pr`, `and`, `or`, `not`
 * and parentheses, without `[ ]`. Operators are case-insensitive, attribute names are not.
 */
import { valuesAt } from "./json.ts";

const OPERATORS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"] as const;

export type Operator = typeof OPERATORS[number];

export interface Comparison {
  kind: "compare";
  /** The attribute, dotted: `profile.department`. */
  path: string;
  operator: Operator;
  /** Null for `pr`, which compares with nothing. */
  value: string | number | boolean | null;
}

export type Filter =
  | Comparison
  | { kind: "and" | "or"; operands: Filter[] }
  | { kind: "not"; operand: Filter };

/** The expression cannot be read; `position` counts characters from 0. */
export class FilterSyntaxError extends Error {
  constructor(message: string, readonly position: number) {
    super(`${message} at position ${position}`);
    this.name = "FilterSyntaxError";
  }
}

interface Token {
  kind: "word" | "string" | "(" | ")" | "end";
  text: string;
  position: number;
}

/** Deeper nesting than any real question needs; keeps the recursion bounded. */
const MAX_DEPTH = 50;

const TOKEN = /\s+|[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const position = TOKEN.lastIndex;
    const found = TOKEN.exec(text)?.[0];
    if (found === undefined) throw new FilterSyntaxError("Unterminated string", position);
    if (/^\s/.test(found)) continue;
    if (found === "(" || found === ")") tokens.push({ kind: found, text: found, position });
    else tokens.push({ kind: found.startsWith('"') ? "string" : "word", text: found, position });
  }
  tokens.push({ kind: "end", text: "end of the expression", position: text.length });
  return tokens;
}

class Parser {
  #at = 0;
  #depth = 0;
  constructor(readonly tokens: Token[]) {}

  parse(): Filter {
    const filter = this.#any();
    const rest = this.#peek();
    if (rest.kind !== "end") throw new FilterSyntaxError(`Unexpected '${rest.text}'`, rest.position);
    return filter;
  }

  #any(): Filter {
    return this.#chain("or", () => this.#chain("and", () => this.#one()));
  }

  #chain(kind: "and" | "or", next: () => Filter): Filter {
    const operands = [next()];
    while (this.#isWord(kind)) {
      this.#take();
      operands.push(next());
    }
    return operands.length === 1 ? operands[0]! : { kind, operands };
  }

  #one(): Filter {
    if (this.#isWord("not") && this.tokens[this.#at + 1]?.kind === "(") {
      this.#take();
      return { kind: "not", operand: this.#group() };
    }
    return this.#peek().kind === "(" ? this.#group() : this.#comparison();
  }

  #group(): Filter {
    const open = this.#take();
    if (++this.#depth > MAX_DEPTH) throw new FilterSyntaxError("Nested too deeply", open.position);
    const inside = this.#any();
    const close = this.#take();
    if (close.kind !== ")") throw new FilterSyntaxError(`Expected ')' but found '${close.text}'`, close.position);
    this.#depth--;
    return inside;
  }

  #comparison(): Comparison {
    const attribute = this.#take();
    if (attribute.kind !== "word" || !/^[A-Za-z$_][\w$.:-]*$/.test(attribute.text)) {
      throw new FilterSyntaxError(`Expected an attribute but found '${attribute.text}'`, attribute.position);
    }
    const word = this.#take();
    const operator = OPERATORS.find((known) => word.kind === "word" && known === word.text.toLowerCase());
    if (operator === undefined) {
      throw new FilterSyntaxError(`Unrecognized attribute operator '${word.text}'`, word.position);
    }
    return {
      kind: "compare",
      path: attribute.text,
      operator,
      value: operator === "pr" ? null : this.#literal(),
    };
  }

  #literal(): string | number | boolean | null {
    const token = this.#take();
    const isLiteral = token.kind === "string" ||
      (token.kind === "word" && /^(true|false|null|-?\d+(\.\d+)?)$/.test(token.text));
    try {
      if (isLiteral) return JSON.parse(token.text);
    } catch {
      // A string with an escape that JSON does not have.
    }
    throw new FilterSyntaxError(`Expected a quoted value but found '${token.text}'`, token.position);
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === "word" && token.text.toLowerCase() === word;
  }

  #peek(): Token {
    return this.tokens[Math.min(this.#at, this.tokens.length - 1)]!;
  }

  #take(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }
}

/** Reads an expression. Throws {@link FilterSyntaxError} and nothing else. */
export function parseFilter(text: string): Filter {
  return new Parser(tokenize(text)).parse();
}

/** Every comparison in the expression, for rules about which attribute takes which operator. */
export function comparisons(filter: Filter): Comparison[] {
  switch (filter.kind) {
    case "compare":
      return [filter];
    case "not":
      return comparisons(filter.operand);
    default:
      return filter.operands.flatMap(comparisons);
  }
}

/** Whether `not` occurs anywhere in the expression. */
export function usesNot(filter: Filter): boolean {
  if (filter.kind === "not") return true;
  return filter.kind !== "compare" && filter.operands.some(usesNot);
}

/**
 * Whether `record` answers the expression. An attribute with several values matches when one of them does; `ne` when
 * none is equal. `caseExact` decides whether strings are compared letter by letter.
 */
export function matches(filter: Filter, record: unknown, caseExact: boolean): boolean {
  switch (filter.kind) {
    case "and":
      return filter.operands.every((operand) => matches(operand, record, caseExact));
    case "or":
      return filter.operands.some((operand) => matches(operand, record, caseExact));
    case "not":
      return !matches(filter.operand, record, caseExact);
    case "compare":
      return compare(filter, valuesAt(record, filter.path), caseExact);
  }
}

function compare({ operator, value }: Comparison, found: unknown[], caseExact: boolean): boolean {
  const fold = (item: unknown) => typeof item === "string" && !caseExact ? item.toLowerCase() : item;
  const wanted = fold(value);
  const equal = (item: unknown) => fold(item) === wanted;
  const isPresent = (item: unknown) => item !== "";
  const onText = (test: (text: string, part: string) => boolean) =>
    found.some((item) => {
      const text = fold(item);
      return typeof text === "string" && typeof wanted === "string" && test(text, wanted);
    });
  const onOrder = (test: (order: number) => boolean) =>
    found.some((item) => {
      const order = orderOf(fold(item), wanted);
      return order !== undefined && test(order);
    });
  switch (operator) {
    case "pr":
      return found.some(isPresent);
    case "eq":
      return value === null ? !found.some(isPresent) : found.some(equal);
    case "ne":
      return value === null ? found.some(isPresent) : !found.some(equal);
    case "co":
      return onText((text, part) => text.includes(part));
    case "sw":
      return onText((text, part) => text.startsWith(part));
    case "ew":
      return onText((text, part) => text.endsWith(part));
    case "gt":
      return onOrder((order) => order > 0);
    case "ge":
      return onOrder((order) => order >= 0);
    case "lt":
      return onOrder((order) => order < 0);
    case "le":
      return onOrder((order) => order <= 0);
  }
}

/** Below, at or above zero; times compare as instants, whatever their offset. Undefined where there is no order. */
function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  const [leftTime, rightTime] = [timeOf(left), timeOf(right)];
  if (leftTime !== undefined && rightTime !== undefined) return leftTime - rightTime;
  return left < right ? -1 : left > right ? 1 : 0;
}

function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(t|$)/i.test(text)) return undefined;
  const time = Date.parse(text.toUpperCase());
  return Number.isNaN(time) ? undefined : time;
}
