import { changeLines, plain, quote } from "../../mcp/output.ts";
import type { Change, Outcome, Plan } from "../../mcp/tool.ts";
import type { Okta } from "../../okta/client.ts";
import { diff, type Difference } from "../../okta/diff.ts";
import type { Operation, Operations } from "../../okta/operations.ts";
import { type Document, isObject } from "../../okta/read.ts";
import { redact } from "../../okta/redact.ts";
import { areaOf } from "../../operations/areas.ts";
import { changesOf, nameOf, pathParameters, readAgain, type Standing, standingOf } from "../../operations/effect.ts";
import { readUpload } from "../../operations/files.ts";
import { inverseOf } from "../../operations/inverse.ts";
import { cleaned, leavesOf } from "../../operations/reduce.ts";
import { buildRequest, type OperationArguments, type OperationRequest } from "../../operations/request.ts";
import { type OperationSettings, permitted, refusalOfArguments } from "../../operations/rules.ts";
import { withoutSecrets } from "../../operations/secrets.ts";
import { send } from "../../operations/send.ts";
import { summaryOf } from "../../operations/summary.ts";
import { BETTER_TOOLS } from "./better_tools.ts";
import { isMasked } from "./masked.ts";
import { keepingSecret } from "./operation_secret.ts";
import { UserError } from "../../user_error.ts";

/** What `act` needs to know of a planned operation. */
export interface PlannedOperation {
  /** Without what may not be called here. */
  contract: Operations;
  operation: Operation;
  args: OperationArguments;
  request: OperationRequest;
  standing: Standing;
}

/** The most characters of changes that a preview shows: nobody agrees to what was cut off. */
const MOST_SHOWN = 15_000;

/** The most values that are shown of what was made. */
const MOST_VALUES = 40;

/** Whom a change in some areas reaches, beyond the thing itself. */
const REACH: Readonly<Record<string, string>> = {
  authenticators: "Authenticators decide how everybody signs in: whoever has no other may be shut out.",
  authorization_servers: "Clients that get their tokens from this authorization server may stop working.",
  brands: "Everybody who signs in to this brand sees it.",
  domains: "Sign-in addresses and mails of the whole org may depend on it.",
  hooks: "Sign-ins, imports and tokens that go through the hook depend on it.",
  org: "It holds for the whole org.",
  origins: "Web pages that call Okta from a browser depend on it.",
  policies: "Policies decide about the sign-in of everybody whom they cover: a wrong one can shut out the whole org.",
  roles: "It changes who has administrator rights.",
  threats: "It decides whose sign-in is refused in the whole org.",
  zones:
    "Policies that name the zone decide otherwise from then on: a wrong zone can shut out everybody, this server included.",
};

/** Finds out what an operation would change, by reading only. */
export async function planOperation(
  okta: Okta,
  whole: Operations,
  operation: Operation,
  given: OperationArguments,
  settings: OperationSettings,
): Promise<Plan<PlannedOperation>> {
  const refusal = refusalOfArguments(operation, given, settings);
  if (refusal !== undefined) throw new UserError(refusal);
  const masked = leavesOf(given.body, "body").find(({ value }) => isMasked(value));
  if (masked !== undefined) {
    throw new UserError(
      `${operation.id} is refused with ${masked.path}: what this server shows in place of a secret or phone number would ` +
        "be stored as it is. Give the real value, or have it set in the Admin Console.",
    );
  }
  const contract = permitted(whole, settings);
  const { request, upload } = await requestOf(whole, operation, given, settings);
  const standing = await standingOf(okta, contract, operation, given);
  const changes = upload ?? plannedChanges(contract, operation, given, standing);
  if (changeLines(changes).length > MOST_SHOWN) {
    throw new UserError(
      `${operation.id} would change ${changes.length} values at once: more than a person can look through before they ` +
        "agree. Make the change in smaller parts.",
    );
  }
  const targets = targetsOf(operation, given, standing);
  const target = targets.at(-1);
  return {
    action: `${firstPart(summaryOf(operation))}${targets.map(({ text }) => `, ${text}`).join("")} ` +
      `(${operation.id}: ${request.method} ${plain(request.path)})`,
    target: {
      type: operation.tag,
      id: target?.id ?? operation.id,
      name: quote(
        target?.name ?? (isObject(given.body) ? nameOf(given.body) : undefined) ?? target?.id ?? operation.id,
      ),
    },
    changes,
    warnings: warningsOf(operation, standing),
    reversible: reversibleText(contract, operation, given, standing),
    state: { contract, operation, args: given, request, standing },
  };
}

/** Sends the planned request and reads again what is there now. */
export async function actOperation(
  okta: Okta,
  planned: PlannedOperation,
  settings: OperationSettings,
): Promise<Outcome> {
  const { contract, operation, args, request } = planned;
  const { answer, kept } = await keepingSecret(operation, args, settings, () => send(okta, request));
  const after = await readAgain(okta, contract, operation, args);
  const made = answer.kind === "document" ? answer.document : answer.kind === "list" ? answer.items : undefined;
  const notes = kept === undefined ? [] : [kept];
  const changes = storedChanges(planned, after, made);
  const inverse = inverseOf(contract, operation, args, planned.standing);
  // Values can only be put back if all that changed is recorded, to see that it has not moved since.
  const undoes = inverse && (inverse.operation !== operation || changes.length > 0 && changes.length <= MOST_VALUES);
  if (changes.length > MOST_VALUES) notes.push(`And ${changes.length - MOST_VALUES} more values.`);
  if (changes.length === 0) notes.push("Okta accepted it. It shows no difference that could be read back.");
  return {
    changes: changes.slice(0, MOST_VALUES),
    notes,
    ...undoes &&
      { undo: { tool: "call_okta_operation", args: { operation: inverse.operation.id, ...inverse.args } } },
  };
}

/** The request; where the body is a file, with its content in it. */
async function requestOf(
  contract: Operations,
  operation: Operation,
  args: OperationArguments,
  { files }: OperationSettings,
): Promise<{ request: OperationRequest; upload?: Change[] }> {
  const request = buildRequest(contract, operation, args);
  if (request.contentType !== "multipart/form-data") return { request };
  const form = new FormData();
  const upload: Change[] = [];
  for (const [field, name] of Object.entries(isObject(args.body) ? args.body : {})) {
    const bytes = await readUpload(files, name);
    form.set(field, new Blob([bytes]), String(name));
    upload.push({ what: field, before: null, after: `${name}, ${bytes.length} bytes` });
  }
  if (upload.length === 0) throw new UserError(`${operation.id} needs a body such as {"file": "logo.png"}.`);
  const encoded = new Response(form);
  const contentType = encoded.headers.get("content-type")!;
  return { request: { ...request, contentType, body: new Uint8Array(await encoded.arrayBuffer()) }, upload };
}

interface Named {
  id: string;
  name?: string;
  text: string;
}

/** What the path names, from the outermost: `group "Sales" (00g1)`. */
function targetsOf(operation: Operation, { parameters = {} }: OperationArguments, { names }: Standing): Named[] {
  return pathParameters(operation.path).map((parameter) => {
    const id = String(parameters[parameter]);
    const name = names[parameter];
    const noun = parameter === "id"
      ? operation.path.split("/{id}")[0]!.split("/").at(-1)!.replace(/s$/, "")
      : parameter.replace(/(IdOrLabel|IdOrLogin|Id)$/, "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return {
      id,
      ...name !== undefined && { name },
      text: name === undefined || name === id ? `${noun} ${quote(id)}` : `${noun} ${quote(name)} (${plain(id)})`,
    };
  });
}

function warningsOf(operation: Operation, standing: Standing): string[] {
  const { id, method, deprecated, lifecycle } = operation;
  const better = Object.hasOwn(BETTER_TOOLS, id) ? BETTER_TOOLS[id] : undefined;
  return [
    REACH[areaOf(operation.tag)],
    method === "PUT" && operation.body !== undefined && !standing.missing &&
    "It replaces the whole: what the body leaves out is emptied, or gets Okta's default.",
    standing.missing && "Okta finds nothing there yet: this makes it, or an id is wrong.",
    standing.unreadable && "What is there now cannot be read with this credential, so this preview does not show it.",
    better !== undefined &&
    `${better} does this with more care: it knows the traps and shows what it means for the person.`,
    deprecated && "Okta has deprecated this operation.",
    (lifecycle === "EA" || lifecycle === "BETA") && "It is in early access: not every org has it, and it may change.",
  ].filter((warning) => typeof warning === "string");
}

function reversibleText(
  contract: Operations,
  operation: Operation,
  args: OperationArguments,
  standing: Standing,
): string {
  const inverse = inverseOf(contract, operation, args, standing);
  if (inverse !== undefined) {
    return inverse.operation === operation
      ? "undo_change puts the values from before back, as far as Okta shows them."
      : `Can be taken back with undo_change, or ${inverse.operation.id}.`;
  }
  if (operation.body === undefined) return "There is no undo for it.";
  return standing.before === undefined
    ? "There is no undo for it; what is made can be deleted."
    : "There is no undo for it; calling again with the values shown as before puts them back.";
}

/** What would be different; a secret that is to be set shows as a new one, whatever is there. */
function plannedChanges(
  contract: Operations,
  operation: Operation,
  { body, ...args }: OperationArguments,
  { before, ...standing }: Standing,
): Change[] {
  const shownArgs = { ...args, ...body !== undefined && { body: withoutSecrets(body, "[redacted, new]") } };
  const shownStanding = { ...standing, ...before !== undefined && { before: withoutSecrets(before) as Document } };
  return changesOf(contract, operation, shownArgs, shownStanding).map(toChange);
}

/** What is different now, as Okta shows it: the thing before and after, or what came into being. */
function storedChanges(
  { contract, operation, args, standing }: PlannedOperation,
  after: Document | undefined,
  made: unknown,
): Change[] {
  const { before } = standing;
  if (operation.method === "DELETE" && after === undefined) return plannedChanges(contract, operation, args, standing);
  if (before !== undefined && after !== undefined) {
    return diff(withoutSecrets(before), withoutSecrets(after)).map(toChange);
  }
  return made === undefined
    ? []
    : leavesOf(cleaned(withoutSecrets(made))).map(({ path, value }) => toChange({ path, before: null, after: value }));
}

/** The first part of a summary, as a line in the imperative. */
function firstPart(summary: string): string {
  return summary.split(/[:;]/)[0]!;
}

/** Phone numbers are masked by the name of their field, which the value alone has lost. */
function toChange({ path, before, after }: Difference): Change {
  const name = path.match(/[^.\]["]+(?="?\]?$)/)?.[0] ?? "";
  const masked = (value: unknown) => (redact({ [name]: value ?? null }) as Record<string, unknown>)[name];
  return { what: path || "value", before: masked(before), after: masked(after) };
}
