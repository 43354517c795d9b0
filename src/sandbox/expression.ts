/**
 * Group rule conditions: the part of the Okta Expression Language that rules use. Comparisons of `user.attribute` with a
 * value, `AND`/`&&`, `OR`/`||`, `NOT`/`!`, parentheses, `String.stringContains`, `String.startsWith`, `isMemberOfGroup`,
 * `isMemberOfAnyGroup` and `isMemberOfGroupName`.
 */

/** What a condition can ask about a person. */
export interface Subject {
  profile: Readonly<Record<string, unknown>>;
  groups: readonly { id: string; name: string }[];
}

type Value = unknown;

const FUNCTIONS: Record<string, (subject: Subject, ...values: Value[]) => Value> = {
  "String.stringContains": (_, text, part) => typeof text === "string" && text.includes(String(part)),
  "String.startsWith": (_, text, part) => typeof text === "string" && text.startsWith(String(part)),
  "isMemberOfGroup": ({ groups }, id) => groups.some((group) => group.id === id),
  "isMemberOfAnyGroup": ({ groups }, ...ids) => groups.some((group) => ids.includes(group.id)),
  "isMemberOfGroupName": ({ groups }, name) => groups.some((group) => group.name === name),
};

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|==|!=|>=|<=|&&|\|\||[()!<>,])/y;

/** Whether `subject` meets the condition. Throws SyntaxError where it cannot be read. */
export function evaluate(expression: string, subject: Subject): boolean {
  const tokens = tokenize(expression);
  let at = 0;
  const next = () => tokens[at]?.toLowerCase();
  const takeIf = (...words: string[]) => {
    const found = words.includes(next() ?? "");
    if (found) at++;
    return found;
  };
  const expect = (token: string) => {
    if (!takeIf(token)) throw new SyntaxError(`Expected '${token}' but found '${tokens[at] ?? "the end"}'`);
  };

  // Both sides are always read, so that the cursor moves on whatever the result.
  function either(): Value {
    let result = both();
    while (takeIf("or", "||")) result = truth(both(), result, (right, left) => left || right);
    return result;
  }
  function both(): Value {
    let result = comparison();
    while (takeIf("and", "&&")) result = truth(comparison(), result, (right, left) => left && right);
    return result;
  }
  function comparison(): Value {
    const left = operand();
    const operator = ["==", "!=", ">=", "<=", ">", "<"].find((symbol) => takeIf(symbol));
    return operator === undefined ? left : compare(left, operator, operand());
  }
  function operand(): Value {
    if (takeIf("not", "!")) return !operand();
    if (takeIf("(")) {
      const inside = either();
      expect(")");
      return inside;
    }
    const token = tokens[at++];
    if (token === undefined) throw new SyntaxError("Expected a value but found the end");
    if (token.startsWith('"')) return JSON.parse(token);
    if (token.startsWith("'")) return token.slice(1, -1);
    if (/^-?\d/.test(token)) return Number(token);
    if (/^(true|false|null)$/i.test(token)) return JSON.parse(token.toLowerCase());
    if (token.startsWith("user.")) return subject.profile[token.slice("user.".length)] ?? null;
    return call(token);
  }
  function call(name: string): Value {
    const body = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (body === undefined) throw new SyntaxError(`Unknown function '${name}'`);
    const values: Value[] = [];
    expect("(");
    if (!takeIf(")")) {
      do values.push(either()); while (takeIf(","));
      expect(")");
    }
    return body(subject, ...values);
  }

  const result = either();
  if (at < tokens.length) throw new SyntaxError(`Unexpected '${tokens[at]}'`);
  return result === true;
}

function truth(right: Value, left: Value, combine: (right: boolean, left: boolean) => boolean): boolean {
  return combine(right === true, left === true);
}

function compare(left: Value, operator: string, right: Value): boolean {
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  const comparable = (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string");
  if (!comparable) return false;
  const order = left < right ? -1 : left > right ? 1 : 0;
  return operator === ">" ? order > 0 : operator === "<" ? order < 0 : operator === ">=" ? order >= 0 : order <= 0;
}

function tokenize(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = expression.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(expression)?.[1];
    if (token === undefined) throw new SyntaxError(`Cannot read '${expression.slice(from).trim()}'`);
    tokens.push(token);
  }
  return tokens;
}
