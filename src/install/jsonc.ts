/** JSON as people keep it in configuration files: with comments and trailing commas. */
import { isDeepStrictEqual } from "node:util";
import { type Format, FormatError, lineEnd, type Path, pathText, type Step } from "./format.ts";

/** A value and where it stands. */
interface Node {
  value: unknown;
  start: number;
  end: number;
  /** The members of an object or the items of an array. */
  parts?: Part[];
}

interface Part {
  /** The key of a member; an item has none. */
  key?: string;
  start: number;
  node: Node;
  /** Where the comma after it stands, if there is one. */
  comma?: number;
}

type Container = Node & { parts: Part[] };

const defaultIndent = "  ";

export const jsonc: Format = {
  set(text, path, value) {
    const source = text.trim() === "" ? `{}${lineEnd(text)}` : text;
    let node = new Reader(source).read();
    for (const [depth, step] of path.entries()) {
      const container = containerAt(source, node, path.slice(0, depth), step);
      const part = partAt(container, step);
      if (part === undefined) return insert(source, container, step, nested(path.slice(depth + 1), value));
      node = part.node;
    }
    if (isDeepStrictEqual(node.value, value)) return text;
    return source.slice(0, node.start) + rendered(value, source, lineIndent(source, node.start)) +
      source.slice(node.end);
  },

  remove(text, path) {
    if (text.trim() === "") return text;
    const reader = new Reader(text);
    let node = reader.read();
    for (const [depth, step] of path.entries()) {
      const part = node.parts === undefined ? undefined : partAt(node as Container, step);
      if (part === undefined) return text;
      if (depth === path.length - 1) return cut(text, node as Container, part, reader.lineComments);
      node = part.node;
    }
    return text;
  },
};

/** The last of equal keys is the one that counts (ECMA-404 leaves it open; every reader of these files does so). */
function partAt({ parts }: Container, step: Step): Part | undefined {
  return parts.findLast(({ key, node }) =>
    typeof step === "string" ? key === step : (node.value as { id?: unknown } | null)?.id === step.id
  );
}

function containerAt(text: string, node: Node, path: Path, step: Step): Container {
  const isRight = node.parts !== undefined && Array.isArray(node.value) === (typeof step !== "string");
  if (isRight) return node as Container;
  const wanted = typeof step === "string" ? "an object" : "a list";
  throw new FormatError(`${path.length === 0 ? "the whole file" : pathText(path)} is not ${wanted}`, text, node.start);
}

function nested(path: Path, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => typeof step === "string" ? { [step]: inner } : [inner], value);
}

function insert(text: string, container: Container, step: Step, value: unknown): string {
  const { parts, start, end } = container;
  const eol = lineEnd(text);
  const key = typeof step === "string" ? `${JSON.stringify(step)}: ` : "";
  const last = parts.at(-1);
  if (last !== undefined && !text.slice(start, end).includes("\n")) {
    const part = `${key}${JSON.stringify(value)}`;
    return last.comma === undefined
      ? `${text.slice(0, last.node.end)}, ${part}${text.slice(last.node.end)}`
      : `${text.slice(0, last.comma + 1)} ${part},${text.slice(last.comma + 1)}`;
  }
  const base = lineIndent(text, start);
  const first = parts[0];
  const indent = first !== undefined && startsLine(text, first.start)
    ? lineIndent(text, first.start)
    : base + indentUnit(text);
  const tail = text.slice(0, end - 1).trimEnd().length;
  const content = last === undefined || last.comma !== undefined
    ? text.slice(0, tail)
    : `${text.slice(0, last.node.end)},${text.slice(last.node.end, tail)}`;
  const trailing = last?.comma === undefined ? "" : ",";
  const rest = text.slice(tail, end - 1).includes("\n") ? text.slice(tail) : `${eol}${base}${text.slice(end - 1)}`;
  return `${content}${eol}${indent}${key}${rendered(value, text, indent)}${trailing}${rest}`;
}

function cut(text: string, container: Container, part: Part, lineComments: ReadonlySet<number>): string {
  const { parts, start, end } = container;
  const index = parts.indexOf(part);
  const after = part.comma === undefined ? part.node.end : part.comma + 1;
  const rest = text.slice(after);
  if (index < parts.length - 1) return text.slice(0, part.start) + rest.trimStart(); // up to what follows
  // back to what stands before, whose comma goes as well where the list had none at its end
  let head = text.slice(0, part.start);
  const kept = head.trimEnd();
  // a comment that runs to the end of its line needs that end
  const ends = /^[ \t]*(?=\r?\n)/.exec(rest)?.[0].length;
  if (!lineComments.has(kept.length) || ends !== undefined) head = kept;
  const before = part.comma === undefined ? parts[index - 1]?.comma : undefined;
  if (before !== undefined) head = head.slice(0, before) + head.slice(before + 1);
  const isEmpty = head.length === start + 1 && rest.slice(0, end - 1 - after).trim() === "";
  return head + (isEmpty ? rest.trimStart() : rest.slice(ends ?? 0));
}

function rendered(value: unknown, text: string, indent: string): string {
  return JSON.stringify(value, null, indentUnit(text)).replaceAll("\n", lineEnd(text) + indent);
}

/** What one level is indented by, as the first indented line of the text shows it. */
function indentUnit(text: string): string {
  return /^[ \t]+(?=["}\]])/m.exec(text)?.[0] ?? defaultIndent;
}

function lineIndent(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)![0];
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "" &&
    text.slice(0, offset).includes("\n");
}

const blank = /\s+/y;
const comment = /\/\/[^\n\r]*|\/\*[^]*?\*\//y;
const stringToken = /"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"/y;
const scalarToken = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Reader {
  /** Where comments end that run to the end of their line. */
  readonly lineComments = new Set<number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Node {
    this.#skip();
    const node = this.#node();
    this.#skip();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return node;
  }

  #node(): Node {
    const start = this.#at;
    const open = this.#text[start];
    if (open === "{" || open === "[") return this.#container(start, open === "{" ? "}" : "]");
    const token = this.#token(stringToken) ?? this.#token(scalarToken);
    if (token === undefined) throw this.#unexpected();
    return { value: this.#parsed(token, start), start, end: this.#at };
  }

  #container(start: number, close: string): Node {
    const parts: Part[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === close) break;
      if (parts.length > 0 && parts.at(-1)!.comma === undefined) throw this.#unexpected();
      const part = close === "}" ? this.#member() : { start: this.#at, node: this.#node() };
      parts.push(part);
      this.#skip();
      if (this.#text[this.#at] === ",") part.comma = this.#at++;
    }
    this.#at++;
    const value = close === "}"
      ? Object.fromEntries(parts.map(({ key, node }) => [key!, node.value]))
      : parts.map(({ node }) => node.value);
    return { value, start, end: this.#at, parts };
  }

  #member(): Part {
    const start = this.#at;
    const key = this.#token(stringToken);
    if (key === undefined) throw this.#unexpected();
    this.#skip();
    if (this.#text[this.#at++] !== ":") throw this.#unexpected(this.#at - 1);
    this.#skip();
    return { key: this.#parsed(key, start) as string, start, node: this.#node() };
  }

  #skip(): void {
    for (;;) {
      this.#token(blank);
      const token = this.#token(comment);
      if (token === undefined) return;
      if (token.startsWith("//")) this.lineComments.add(this.#at);
    }
  }

  #token(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }

  #parsed(token: string, start: number): unknown {
    try {
      return JSON.parse(token);
    } catch {
      throw this.#unexpected(start);
    }
  }

  #unexpected(at = this.#at): FormatError {
    const found = this.#text[at];
    return new FormatError(found === undefined ? "it ends too early" : `unexpected ${found}`, this.#text, at);
  }
}
