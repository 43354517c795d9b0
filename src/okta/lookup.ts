import { plain, quote } from "../quote.ts";
import { UserError } from "../user_error.ts";

/** What a reference may name. */
export type Kind = "user" | "app" | "group";

/** One of several things that a reference may have meant, with what tells them apart. */
export interface Candidate {
  id: string;
  name: string;
  login?: string;
  /** Status and the like, in Okta's own words. */
  facts: string[];
}

/** The most candidates that an error lists. */
const LISTED = 10;

/** What each kind is found by, for the way out. */
const FOUND_BY: Record<Kind, string> = {
  user: "the login, the e-mail address, or first and last name",
  app: "the label, the beginning of it, or the app's id",
  group: "the name, the beginning of it, or the group's id",
};

/** A reference that names nothing; `nearest` is what comes close, if anything does. */
export class NotFoundError extends UserError {
  override name = "NotFoundError";
  constructor(readonly kind: Kind, readonly ref: string, readonly nearest: Candidate[]) {
    const lead = `No ${kind} matches ${quote(ref)}.`;
    super(
      nearest.length === 0
        ? `${lead} Give ${FOUND_BY[kind]}.`
        : `${lead} The nearest:\n${lines(nearest)}\nGive one of these ids, or ${FOUND_BY[kind]}.`,
    );
  }
}

/** A reference that names more than one thing. Nothing is guessed: the caller chooses by id. */
export class AmbiguousError extends UserError {
  override name = "AmbiguousError";
  /** The first of them. */
  readonly candidates: Candidate[];
  /** How many there are besides. */
  readonly more: number;
  constructor(readonly kind: Kind, readonly ref: string, matches: Candidate[]) {
    const candidates = matches.slice(0, LISTED);
    const more = matches.length - candidates.length;
    super(
      `${quote(ref)} matches ${matches.length} ${kind}s:\n${lines(candidates)}\n` +
        (more > 0 ? `and ${more} more. ` : "") + "Ask which one is meant and give its id.",
    );
    this.candidates = candidates;
    this.more = more;
  }
}

function lines(candidates: Candidate[]): string {
  return candidates.map(({ id, name, login, facts }) => {
    const details = [...(login === undefined ? [] : [quote(login)]), ...facts.map(plain), `id ${plain(id)}`];
    return `- ${quote(name)} (${details.join(", ")})`;
  }).join("\n");
}

/** A reference as it can be looked for: trimmed, apostrophes straight, and without halves of characters, which no URL takes. */
export function tidied(ref: string): string {
  return ref.trim().replace(/[‘’]/g, "'").toWellFormed();
}

/**
 * The one thing that a reference means: of the best rank that any item has, the only one.
 * @param rank How well an item fits, 0 best; `undefined` where it does not.
 * @returns `undefined` where nothing fits.
 * @throws AmbiguousError where several fit equally well.
 */
export function theOne<T>(
  kind: Kind,
  ref: string,
  items: readonly T[],
  rank: (item: T) => number | undefined,
  candidate: (item: T) => Candidate,
): T | undefined {
  const ranked = items.map((item) => ({ item, rank: rank(item) })).filter((entry) => entry.rank !== undefined);
  const best = Math.min(...ranked.map((entry) => entry.rank ?? Infinity));
  const fitting = ranked.filter((entry) => entry.rank === best).map(({ item }) => item);
  if (fitting.length > 1) throw new AmbiguousError(kind, ref, fitting.map(candidate));
  return fitting[0];
}

/** The rank of a name: 0 the same, 1 the same but for case, accents and apostrophes, 2 a beginning of it. */
export function nameRank(name: string, ref: string): number | undefined {
  if (name === ref) return 0;
  if (fold(name) === fold(ref)) return 1;
  return fold(name).startsWith(fold(ref)) ? 2 : undefined;
}

/** A name as people compare names: without case, accents, curly apostrophes and doubled spaces. */
export function fold(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ`´]/g, "'").replace(/\s+/g, " ").trim()
    .toLowerCase();
}

/** The items whose names come closest to a reference, the closest first; those with little in common are left out. */
export function nearestTo<T>(ref: string, items: readonly T[], names: (item: T) => string[], count = 5): T[] {
  return items
    .map((item) => ({ item, score: Math.max(0, ...names(item).map((name) => likeness(name, ref))) }))
    .filter(({ score }) => score >= 0.3)
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ item }) => item);
}

/** How alike two names are, 0 to 1: the Dice coefficient of their letter pairs, which forgives typos and word order. */
function likeness(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  if (left.size === 0 || right.size === 0) return 0;
  return 2 * left.intersection(right).size / (left.size + right.size);
}

function pairs(name: string): Set<string> {
  const words = fold(name).split(/[^\p{L}\p{N}]+/u);
  return new Set(words.flatMap((word) => Array.from(word.slice(1), (letter, i) => word.charAt(i) + letter)));
}
