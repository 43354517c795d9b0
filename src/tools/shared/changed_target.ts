import { quote } from "../../mcp/output.ts";
import type { Okta } from "../../okta/client.ts";
import { AmbiguousError, type Candidate, fold, type Kind, NotFoundError } from "../../okta/lookup.ts";
import { anyOf, compare } from "../../okta/scim.ts";
import { appInLog, groupInLog, type Subject, userInLog } from "./log_subject.ts";
import { UserError } from "../../user_error.ts";

/** What changes are about, and how the log finds it. */
export interface ChangedTarget {
  kind: Kind | "other";
  id?: string;
  /** For a text. */
  text: string;
  /** The condition on the log's targets. */
  filter: string;
  /** Where only its name is known: what else may be meant. */
  nearest?: Candidate[];
}

const FINDERS: Record<Kind, (okta: Okta, ref: string) => Promise<Subject>> = {
  user: userInLog,
  app: appInLog,
  group: groupInLog,
};

/** Kinds by the first three characters of an id. */
const PREFIXES: Record<string, Kind> = { "00u": "user", "0oa": "app", "00g": "group" };

/**
 * The user, app or group that a reference means. Anything else (a policy, a zone, what was deleted) the log itself
 * knows, by id or by its whole name.
 * @throws UserError where things of different kinds may be meant; AmbiguousError; OktaError.
 */
export async function changedTarget(okta: Okta, ref: string): Promise<ChangedTarget> {
  const wanted = ref.trim();
  const id = /^(?=.*\d)\w{20}$/.test(wanted) ? wanted : undefined;
  const only = id ? PREFIXES[id.slice(0, 3)] : wanted.includes("@") ? "user" : undefined;
  if (only) return target(only, await FINDERS[only](okta, wanted));
  if (id) return { kind: "other", id, text: id, filter: compare("target.id", "eq", id) };

  const kinds: Kind[] = ["user", "app", "group"];
  const tries = await Promise.all(kinds.map((kind) => tried(kind, FINDERS[kind](okta, wanted))));
  const found = tries.flatMap(({ kind, subject }) => subject ? [{ kind, subject }] : []);
  const exact = found.filter(({ subject }) => fold(subject.name ?? "") === fold(wanted));
  const meant = exact.length > 0 ? exact : found;
  const ambiguous = exact.length > 0 ? [] : tries.flatMap(({ ambiguous }) => ambiguous ?? []);
  const [one] = meant;
  if (meant.length + ambiguous.length > 1) {
    throw new UserError([
      `${JSON.stringify(wanted)} may mean different things. Ask which one is meant and give its id.`,
      ...meant.map(({ kind, subject }) =>
        `- ${kind === "user" ? `user ${subject.text}, id ${subject.id}` : subject.text}`
      ),
      ...ambiguous.map(({ message }) => message),
    ].join("\n"));
  }
  if (ambiguous[0]) throw ambiguous[0];
  if (one) return target(one.kind, one.subject);
  const names = ["target.displayName", "target.alternateId"].map((attribute) => compare(attribute, "eq", wanted));
  const nearest = tries.flatMap(({ missing }) => missing?.nearest ?? []);
  return { kind: "other", text: quote(wanted), filter: anyOf(names), nearest };
}

function target(kind: Kind, { id, text }: Subject): ChangedTarget {
  return { kind, id, text, filter: compare("target.id", "eq", id) };
}

interface Tried {
  kind: Kind;
  subject?: Subject;
  ambiguous?: AmbiguousError;
  missing?: NotFoundError;
}

async function tried(kind: Kind, find: Promise<Subject>): Promise<Tried> {
  try {
    return { kind, subject: await find };
  } catch (error) {
    if (error instanceof AmbiguousError) return { kind, ambiguous: error };
    if (error instanceof NotFoundError) return { kind, missing: error };
    throw error;
  }
}
