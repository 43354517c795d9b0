/** TOML 1.0 (https://toml.io/en/v1.0.0), as far as tables of plain values have to be edited. */
import { type Format, FormatError, lineEnd, type Path } from "./format.ts";

type Keys = readonly string[];

/** A table's header or a key with its value, and where it stands. */
interface Expression {
  kind: "header" | "pair";
  /** From the root of the document. */
  path: Keys;
  start: number;
  end: number;
  /** Of a pair: where its value stands; of a member of an inline table as well. */
  value?: { start: number; end: number };
  /** The table that it stands under or in. */
  table: Keys;
  /** The members of an inline table. */
  members?: Expression[];
}

export const toml: Format = {
  set(text, path, value) {
    const keys = keysOf(path);
    const expressions = new Reader(text).read();
    const literal = rendered(value);
    const present = find(expressions, keys);
    if (present?.value !== undefined) return splice(text, present.value.start, present.value.end, literal);
    const table = inlineTableAbove(expressions, keys);
    if (table !== undefined) return insertInline(text, table, keys, literal);
    return insertLine(text, expressions, keys, literal);
  },

  remove(text, path) {
    const keys = keysOf(path);
    const expressions = new Reader(text).read();
    const member = find(expressions, keys);
    if (member !== undefined && !expressions.includes(member)) return cutMember(text, expressions, member);
    const blocks: [start: number, end: number][] = [];
    for (const [index, { kind, path, start, end }] of expressions.entries()) {
      if (!startsWith(path, keys)) continue;
      const follows = index > 0 && startsWith(expressions[index - 1]!.path, keys) && kind === "pair";
      if (follows) blocks.at(-1)![1] = end;
      else blocks.push([start, end]);
    }
    return blocks.reduceRight((rest, [start, end]) => cutLines(rest, start, end), text);
  },
};

function keysOf(path: Path): Keys {
  return path.map((step) => {
    if (typeof step !== "string") throw new TypeError("Cannot look into a list by id: TOML files here have none.");
    return step;
  });
}

const startsWith = (path: Keys, prefix: Keys) => prefix.every((key, index) => path[index] === key);
const same = (path: Keys, other: Keys) => path.length === other.length && startsWith(path, other);

function find(expressions: readonly Expression[], keys: Keys): Expression | undefined {
  for (const expression of expressions) {
    if (expression.kind === "pair" && same(expression.path, keys)) return expression;
    const member = find(expression.members ?? [], keys);
    if (member !== undefined) return member;
  }
}

/** The innermost inline table that the keys lead into: a table of that kind can be added to in its own braces only. */
function inlineTableAbove(expressions: readonly Expression[], keys: Keys): Expression | undefined {
  for (const expression of expressions) {
    if (expression.members === undefined || !startsWith(keys, expression.path)) continue;
    return inlineTableAbove(expression.members, keys) ?? expression;
  }
}

function insertInline(text: string, { path, members, value }: Expression, keys: Keys, literal: string): string {
  const pair = `${dotted(keys.slice(path.length))} = ${literal}`;
  const last = members!.at(-1);
  return last === undefined
    ? splice(text, value!.start, value!.end, `{ ${pair} }`)
    : splice(text, last.end, last.end, `, ${pair}`);
}

/** After the last line of its table, or, where nothing of the table is there yet, as a new table at the end. */
function insertLine(text: string, expressions: readonly Expression[], keys: Keys, literal: string): string {
  const eol = lineEnd(text);
  const parent = keys.slice(0, -1);
  const under = (last: Expression) => {
    const table = last.kind === "header" ? last.path : last.table;
    const line = `${dotted(keys.slice(table.length))} = ${literal}`;
    const newLine = text[last.end - 1] === "\n" ? "" : eol;
    return splice(text, last.end, last.end, `${newLine}${indentOf(text, last)}${line}${eol}`);
  };
  const last = expressions.findLast(({ kind, path, table }) => same(kind === "header" ? path : table, parent)) ??
    expressions.findLast(({ kind, path }) => kind === "pair" && startsWith(path, parent));
  if (last !== undefined && parent.length > 0) return under(last);
  const gap = text === "" ? "" : text.endsWith("\n") ? eol : eol + eol;
  return `${text}${gap}[${dotted(parent)}]${eol}${dotted(keys.slice(-1))} = ${literal}${eol}`;
}

function cutMember(text: string, expressions: readonly Expression[], member: Expression): string {
  const { members } = inlineTableAbove(expressions, member.path.slice(0, -1))!;
  const index = members!.indexOf(member);
  const next = members![index + 1];
  if (next !== undefined) return splice(text, member.start, next.start, "");
  const previous = members![index - 1];
  return splice(text, previous?.end ?? member.start, member.end, "");
}

/** Whole lines, and the empty line that set them apart. */
function cutLines(text: string, start: number, end: number): string {
  const rest = text.slice(end);
  const head = text.slice(0, start);
  return (/^(\s*\[|\s*$)/.test(rest) ? head.replace(/(^|\n)\r?\n$/, "$1") : head) + rest;
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function indentOf(text: string, { start, kind }: Expression): string {
  return kind === "header" ? "" : /^[ \t]*/.exec(text.slice(start))![0];
}

function dotted(keys: Keys): string {
  return keys.map((key) => /^[\w-]+$/.test(key) ? key : rendered(key)).join(".");
}

/** Every string of JSON is one of TOML, but for DEL. */
function rendered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(rendered).join(", ")}]`;
  return JSON.stringify(value).replaceAll("\u007f", "\\u007F");
}

const space = /[ \t]+/y;
const gap = /(?:\s|#[^\n]*)+/y;
const indentedStart = /[ \t]*/y;
const bareKey = /[\w-]+/y;
const lineRest = /[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y;
const multiLineString = /"""[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*"""{1,3}|'''[^']*(?:'(?!'')[^']*)*'''{1,3}/y;
const basicString = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y;
const literalString = /'[^'\n]*'/y;
/** A number, a boolean or a date; only a date may have a space in it, before its time. */
const bareValue = /\d{4}-\d\d-\d\d \d\d:[\d:.+\-Zz]+|[\w+\-.:]+/y;

class Reader {
  readonly #text: string;
  #at = 0;
  #table: Keys = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): Expression[] {
    const expressions: Expression[] = [];
    if (this.#text.startsWith("\ufeff")) this.#at = 1;
    for (;;) {
      this.#skipLines();
      if (this.#at >= this.#text.length) return expressions;
      const start = this.#at;
      this.#token(indentedStart);
      const expression = this.#text[this.#at] === "[" ? this.#header() : this.#pair(this.#table, this.#table);
      if (this.#token(lineRest) === undefined) throw this.#unexpected();
      expressions.push({ ...expression, start, end: this.#at });
    }
  }

  /** Past empty lines and comments, to the beginning of a line that holds more. */
  #skipLines(): void {
    const skipped = this.#token(gap);
    if (skipped !== undefined) this.#at -= /[ \t]*$/.exec(skipped)![0].length;
  }

  #header(): Expression {
    const brackets = this.#text.startsWith("[[", this.#at) ? 2 : 1;
    this.#at += brackets;
    this.#table = this.#keys();
    if (!this.#text.startsWith("]".repeat(brackets), this.#at)) throw this.#unexpected();
    this.#at += brackets;
    return { kind: "header", path: this.#table, start: 0, end: 0, table: this.#table };
  }

  #pair(parent: Keys, table: Keys): Expression {
    const start = this.#at;
    const path = [...parent, ...this.#keys()];
    if (this.#text[this.#at++] !== "=") throw this.#unexpected(this.#at - 1);
    this.#token(space);
    const value = { start: this.#at, end: 0 };
    const members = this.#value(path);
    value.end = this.#at;
    return {
      kind: "pair",
      path,
      start,
      end: this.#at,
      value,
      table,
      ...(members === undefined ? {} : { members }),
    };
  }

  #keys(): string[] {
    const keys: string[] = [];
    do {
      this.#token(space);
      const quoted = this.#token(basicString);
      const key = quoted === undefined
        ? this.#token(literalString)?.slice(1, -1) ?? this.#token(bareKey)
        : unescaped(quoted);
      if (key === undefined) throw this.#unexpected();
      keys.push(key);
      this.#token(space);
    } while (this.#text[this.#at] === "." && ++this.#at);
    return keys;
  }

  /** Past a value; the members where it is an inline table. */
  #value(path: Keys): Expression[] | undefined {
    const first = this.#text[this.#at];
    if (first === "[") return this.#list("]", () => void this.#value([...path, ""])), undefined;
    if (first === "{") {
      const members: Expression[] = [];
      this.#list("}", () => void members.push(this.#pair(path, path)));
      return members;
    }
    for (const pattern of [multiLineString, basicString, literalString, bareValue]) {
      if (this.#token(pattern) !== undefined) return undefined;
    }
    throw this.#unexpected();
  }

  #list(close: string, item: () => void): void {
    this.#at++;
    this.#token(gap);
    while (this.#text[this.#at] !== close) {
      item();
      this.#token(gap);
      if (this.#text[this.#at] === ",") this.#at++;
      else if (this.#text[this.#at] !== close) throw this.#unexpected();
      this.#token(gap);
    }
    this.#at++;
  }

  #token(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }

  #unexpected(at = this.#at): FormatError {
    const found = this.#text[at];
    return new FormatError(found === undefined ? "it ends too early" : `unexpected ${found}`, this.#text, at);
  }
}

/** A quoted key; one that only TOML can write is no key that is looked for. */
function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}
