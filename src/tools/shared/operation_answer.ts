import * as z from "zod";
import { csv, fitting, plain, quote, shown as shownValue, TEXT_BUDGET } from "../../mcp/output.ts";
import type { Answer } from "../../mcp/tool.ts";
import type { Okta } from "../../okta/client.ts";
import { sliceFrom, type Span } from "../../okta/list.ts";
import type { Operation, Operations } from "../../okta/operations.ts";
import type { Page } from "../../okta/pages.ts";
import { type Document, isObject } from "../../okta/read.ts";
import { redact } from "../../okta/redact.ts";
import { saveAnswer } from "../../operations/files.ts";
import { cleaned, columnsOf, fittingMembers, leavesOf, picked } from "../../operations/reduce.ts";
import { buildRequest, type OperationArguments } from "../../operations/request.ts";
import { type OperationSettings, refusalOfArguments } from "../../operations/rules.ts";
import { type OperationAnswer, send } from "../../operations/send.ts";
import { UserError } from "../../user_error.ts";
import { goOn, howMany, page, sliceOf } from "./listing.ts";
import { keepingSecret } from "./operation_secret.ts";

/** What a reading operation answers. */
export const operationOutput = z.object({
  operation: z.string(),
  list: z.array(z.unknown()).optional().describe("Where it answers a list"),
  next_cursor: z.string().optional(),
  document: z.record(z.string(), z.unknown()).optional().describe("Where it answers one thing"),
  omitted: z.array(z.string()).optional().describe("Parts left out for their size"),
  content: z.string().optional().describe("Where it answers something other than JSON"),
  content_type: z.string().optional(),
  saved_to: z.string().optional(),
});
export type OperationOutput = z.infer<typeof operationOutput>;

/** How much of an answer is wanted. */
export interface Wanted extends Span {
  /** Paths such as `profile.login`; chosen where none are given. */
  fields?: readonly string[];
}

/** Characters for what Okta answered; the rest is ours. */
const BUDGET = TEXT_BUDGET - 2_000;
/** The most items on a page that Okta is asked for. */
const LARGEST_PAGE = 200;
/** Fields that are named as further ones. */
const MOST_NAMED = 25;

/** Calls an operation that changes nothing, and reduces what it answers to what is wanted. */
export async function readOperation(
  okta: Okta,
  contract: Operations,
  operation: Operation,
  args: OperationArguments,
  wanted: Wanted,
  settings: OperationSettings,
): Promise<Answer<OperationOutput>> {
  const refusal = refusalOfArguments(operation, args, settings);
  if (refusal !== undefined) throw new UserError(refusal);
  const request = buildRequest(contract, operation, withPageSize(operation, args, wanted));
  // The cursor goes on with a list whose first page need not be read again.
  const { answer: first, kept } = wanted.cursor === undefined || operation.method !== "GET"
    ? await keepingSecret(operation, args, settings, () => send(okta, request))
    : {};
  if (first !== undefined && first.kind !== "list") {
    const { text, data } = await single(operation, first, wanted, settings.files);
    return { text: [text, kept].filter(Boolean).join("\n"), data };
  }
  const slice = operation.method !== "GET" && first !== undefined
    ? sliceOf(first.items, request.path, wanted)
    : await sliceFrom(
      request.path,
      async function* (start) {
        for (let path: string | undefined = start; path !== undefined;) {
          const answer = path === request.path && first !== undefined ? first : await send(okta, { ...request, path });
          const page: Pick<Page<unknown>, "items" | "next"> = answer.kind === "list" ? answer : { items: [] };
          yield page;
          path = page.next;
        }
      },
      wanted,
      (item) => item,
    );

  const items = slice.items.map((item) => cleaned(redact(item)));
  const columns = wanted.fields ?? columnsOf(items);
  const rows = items.map((item) => isObject(item) ? picked(item, columns) as Document : { value: item });
  const lines = (some: readonly Document[]) => csv(some.map(flatRow), inOrder(some, columns)).split("\n");
  const { rows: fits, text, next_cursor } = page({ ...slice, items: rows }, rows, lines, BUDGET);
  const further = wanted.fields === undefined ? furtherFields(items, columns) : [];
  return {
    text: [
      `${howMany(fits.length, "item", next_cursor !== undefined)} from ${operation.id}.`,
      text,
      further.length > 0 && `Further fields: ${further.map(plain).join(", ")}`,
      goOn(next_cursor, "fields or the operation's own filters"),
      kept,
    ].filter(Boolean).join("\n"),
    data: { operation: operation.id, list: fits, ...next_cursor !== undefined && { next_cursor } },
  };
}

/** As many items a page as are wanted, where the operation has such a parameter and the caller gave none. */
function withPageSize(operation: Operation, args: OperationArguments, { limit }: Wanted): OperationArguments {
  const parameter = operation.parameters.find((one) => one.in === "query" && one.name === "limit");
  if (parameter === undefined || operation.method !== "GET" || args.parameters?.limit !== undefined) return args;
  const { minimum = 1, maximum = LARGEST_PAGE } = parameter.schema;
  const size = Math.max(minimum, Math.min(limit, maximum));
  return { ...args, parameters: { ...args.parameters, limit: size } };
}

/** The columns that the rows have, in the order of the fields: a field that is an object has several. */
function inOrder(rows: readonly Document[], fields: readonly string[]): string[] {
  const all = [...new Set(rows.flatMap((row) => Object.keys(flatRow(row))))];
  const place = (column: string) => fields.findIndex((field) => column === field || column.startsWith(`${field}.`));
  return all.sort((a, b) => place(a) - place(b));
}

/** What else the items have, to ask for. */
function furtherFields(items: readonly unknown[], columns: readonly string[]): string[] {
  const paths = new Set(items.flatMap((item) => leavesOf(item).map(({ path }) => path.replace(/\[.*/, ""))));
  return [...paths].filter((path) => path !== "" && !columns.includes(path)).slice(0, MOST_NAMED);
}

/** An item's values by their paths; a list within it is one value. */
function flatRow(row: Document): Document {
  const flat: Document = {};
  for (const { path, value } of leavesOf(row)) {
    const key = path.replace(/\[.*/, "");
    const known = flat[key];
    flat[key] = known === undefined ? value : [...Array.isArray(known) ? known : [known], value];
  }
  return flat;
}

async function single(
  { id }: Operation,
  answer: Exclude<OperationAnswer, { kind: "list" }>,
  { fields }: Wanted,
  folder: string | undefined,
): Promise<Answer<OperationOutput>> {
  if (answer.kind === "nothing") {
    return { text: `${id} answered nothing, which means success.`, data: { operation: id } };
  }
  if (answer.kind === "bytes" || answer.kind === "text") return await unshown(id, answer, folder);
  // Here, where each value still has its name: a line of text alone would not tell a secret.
  const whole = cleaned(redact(answer.document));
  if (!isObject(whole)) {
    return { text: `${id} answered ${shownValue(whole)}.`, data: { operation: id, document: { value: whole } } };
  }
  const wanted = fields === undefined ? whole : picked(whole, fields) as Document;
  const { kept, omitted } = fittingMembers(wanted, BUDGET);
  const lines = documentLines(kept);
  const fits = lines.slice(0, fitting(lines.map((line) => line.length + 1), BUDGET));
  const missing = (fields ?? []).filter((field) => Object.keys(picked(whole, [field]) as Document).length === 0);
  return {
    text: [
      lines.length === 0 ? `${id} answered nothing of that.` : `${id} answered:`,
      ...fits,
      fits.length < lines.length && `… and ${lines.length - fits.length} more values. Ask for less with fields.`,
      missing.length > 0 &&
      `Not in the answer: ${missing.map(quote).join(", ")}. It has: ${Object.keys(whole).map(plain).join(", ")}`,
      omitted.length > 0 &&
      `Left out for their size: ${omitted.map(plain).join(", ")}. Ask for parts with fields, such as fields=["${
        plain(omitted[0])
      }.…"]`,
    ].filter(Boolean).join("\n"),
    data: { operation: id, document: kept, ...omitted.length > 0 && { omitted } },
  };
}

/** A document as text: a line a value, what came from Okta quoted. */
export function documentLines(document: unknown): string[] {
  return leavesOf(document).map(({ path, value }) => `${plain(path)}: ${shownValue(value)}`);
}

/** What is no JSON: text is shown as far as it goes, anything else is saved or described. */
async function unshown(
  id: string,
  answer: Extract<OperationAnswer, { kind: "text" | "bytes" }>,
  folder: string | undefined,
): Promise<Answer<OperationOutput>> {
  const content = answer.kind === "text" ? answer.text : answer.bytes;
  const extension = answer.type.match(/(?:xml|html|pem|pdf|png|jpeg|gif|csv|zip|pkcs10)/)?.[0] ?? "bin";
  const name = `${id}-${crypto.randomUUID()}.${extension}`;
  const path = folder === undefined ? undefined : await saveAnswer(folder, name, content);
  const kind = answer.type || "an unnamed type";
  const where = path === undefined ? "" : `, saved to ${quote(path)}`;
  const facts = {
    operation: id,
    content_type: kind,
    ...path !== undefined && { saved_to: path },
  };
  if (answer.kind === "bytes") {
    return {
      text: `${id} answered ${content.length} bytes of ${plain(kind)}${where}. ${
        path === undefined
          ? "They are not shown; the operator can set OKTA_FILES, a folder to save such answers in."
          : ""
      }`.trim(),
      data: facts,
    };
  }
  const shown = answer.text.slice(0, BUDGET / 2);
  const cut = shown.length < answer.text.length ? `, of which the first ${shown.length} are here` : "";
  return {
    text: `${id} answered ${answer.text.length} characters of ${plain(kind)}${where}${cut}:\n${
      shown.split("\n").map((line) => quoteWhole(line)).join("\n")
    }`,
    data: { ...facts, content: shown },
  };
}

/** A line quoted in pieces that `quote` leaves whole. */
function quoteWhole(line: string): string {
  return (line.match(/.{1,250}/gsu) ?? [""]).map((piece) => quote(piece)).join("\n");
}
