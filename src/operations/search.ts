import type { Operation, Operations } from "../okta/operations.ts";
import { areaOf } from "./areas.ts";
import { NOTES, RULING, TAGS, VERBS } from "./glossary.ts";
import { SPOKEN } from "./spoken.ts";
import { alike, phrasesOf, stem, termsOf, wordsOf } from "./words.ts";

/** How often a word counts by where it stands; beside that once for each phrase of those who ask for it. */
const TIMES = { name: 4, note: 2, tag: 1 };
/** A word that stands so often counts half of what it can: the more often, the less each time tells (k1 of BM25). */
const HALF = 2;
/** How much a word counts that only means the same. */
const SYNONYM = 0.4;
/** How much a word counts that only looks like one. */
const GUESS = 0.4;
/** How much more an operation counts that does what is asked, first or in passing: more of nothing is nothing. */
const ACT = { first: 0.2, other: 0.1 };
/** What a list gains, in shares of the best score, where many things are asked for, and the reading of one where one is. */
const NUMBER = 0.05;
const MANY = ["list", "all", "which", "who", "every"];
const ONE = ["get", "show", "one", "details"];
/** What each word of an operation's name costs that nobody asked for. */
const UNASKED = 0.02;
/** What an operation gains whose name is just what was asked for. */
const EXACT = 0.15;
/** Below this an operation has nothing to do with the question. */
const LEAST = 0.1;

/** What an operation does to the thing. */
type Kind = keyof typeof VERBS;

interface Entry {
  operation: Operation;
  kind: Kind;
  /** How much each term says of it, below 1. */
  weights: Map<string, number>;
  /** The terms of its name, beyond the verb. */
  name: string[];
}

/** What a word of a question may mean: terms, and how much each is worth, the rarer the more. */
type Meanings = readonly (readonly [term: string, worth: number])[];

/** A search over all operations, made once. */
export interface Search {
  /**
   * The operations that fit a question in plain words, the best first.
   * @param area Only those of this area.
   */
  find(question: string, limit: number, area?: string): Operation[];
}

/** Makes the index of a contract. */
export function createSearch({ operations }: Operations): Search {
  const entries = Object.values(operations).map(toEntry);
  const documents = new Map<string, number>();
  for (const { weights } of entries) {
    for (const term of weights.keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
  }
  const rarity = (term: string) => Math.log(1 + entries.length / ((documents.get(term) ?? 0) + 0.5));
  const vocabulary = [...documents.keys()];
  const countries = countryNames();

  /** The terms of a question with those that mean the same; a word that nobody knows stands for the nearest known. */
  function meaningsOf(term: string): Meanings {
    const own = rarity(term);
    const others = alike(term).filter((other) => documents.has(other));
    if (documents.has(term) || others.length > 0) {
      // A rare synonym tells no more than the word itself.
      return [[term, own], ...others.map((other) => [other, SYNONYM * Math.min(own, rarity(other))] as const)];
    }
    return near(term, vocabulary).map((other) => [other, GUESS * rarity(other)] as const);
  }

  return {
    find(question, limit, area) {
      const query = question.replace(countries, "country");
      const terms = [...new Set(termsOf(query))];
      const things = terms.filter((term) => !KINDS.has(term)).length;
      const asked = terms.map(meaningsOf);
      const most = asked.reduce((sum, meanings) => sum + Math.max(0, ...meanings.map(([, worth]) => worth)), 0);
      const wanted = new Set(asked.flatMap((meanings) => meanings.map(([term]) => term)));
      const acts = actsOf(query);
      const said = wordsOf(query);
      const many = said.some((word) => MANY.includes(word));
      const one = said.some((word) => ONE.includes(word));
      function score({ kind, weights, name, operation }: Entry): number {
        let words = 0;
        for (const meanings of asked) {
          words += Math.max(0, ...meanings.map(([term, worth]) => (weights.get(term) ?? 0) * worth));
        }
        if (words === 0) return 0;
        const unasked = name.filter((term) => !wanted.has(term)).length;
        const exact = unasked === 0 && name.length === things ? EXACT : 0;
        const act = acts.first.includes(kind) ? ACT.first : acts.others.includes(kind) ? ACT.other : 0;
        const number = kind === "read" && (operation.id.startsWith("list") ? !one || many : one) ? NUMBER : 0;
        return words / most * (1 + act) + number + exact - unasked * UNASKED - (operation.deprecated ? UNASKED : 0);
      }
      const found = entries
        .filter(({ operation }) => area === undefined || areaOf(operation.tag) === area)
        .map((entry) => ({ entry, score: score(entry) }))
        .filter(({ score }) => score > LEAST)
        .sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length)
        .map(({ entry }) => entry.operation);
      return found.slice(0, limit);
    },
  };
}

function toEntry(operation: Operation): Entry {
  const times = new Map<string, number>();
  const put = (terms: readonly string[], count: number) => {
    for (const term of new Set(terms)) times.set(term, (times.get(term) ?? 0) + count);
  };
  put(termsOf(operation.id), TIMES.name);
  put(termsOf(NOTES[operation.id] ?? ""), TIMES.note);
  put(termsOf(TAGS[operation.tag] ?? operation.tag), TIMES.tag);
  for (const terms of phrasesOf(SPOKEN[operation.id] ?? "")) put(terms, 1);
  const weights = new Map([...times].map(([term, count]) => [term, count / (count + HALF)]));
  const name = [...new Set(termsOf(wordsOf(operation.id).slice(1).join(" ")))];
  return { operation, kind: kindOf(operation), weights, name };
}

/** The kind of act that a verb means, by its term; where it is in several groups, the first. */
const KINDS = new Map<string, Kind>();
for (const [kind, verbs] of Object.entries(VERBS)) {
  for (const term of verbs.map(stem)) if (!KINDS.has(term)) KINDS.set(term, kind as Kind);
}

const RULING_TERMS = new Set(RULING.map(stem));

/** The name of any country: who asks about one asks about countries. */
function countryNames(): RegExp {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const all = letters.flatMap((first) => letters.flatMap((second) => names.of(first + second) ?? []));
  return new RegExp(`\\b(${all.map(RegExp.escape).join("|")})\\b`, "gi");
}

/** What an operation does, by its method and the verb that its id begins with. */
export function kindOf({ id, method, changes }: Operation): Kind {
  if (!changes) return "read";
  const verb = wordsOf(id)[0] ?? "";
  return KINDS.get(stem(verb)) ?? (method === "DELETE" ? "remove" : method === "POST" ? "create" : "change");
}

/** The kinds of act that a question names, by its first verb and by the others; reading where it names none. */
function actsOf(query: string): { first: readonly Kind[]; others: readonly Kind[] } {
  const text = ` ${wordsOf(query).join(" ")} `
    .replace(/ (?:turn|switch)(?:ing|ed|s)?( .*)? off /, " disable$1 ")
    .replace(/ (?:turn|switch)(?:ing|ed|s)?( .*)? on /, " enable$1 ");
  const verbs = text.split(" ").map(stem).map(kindsOf).filter((kinds) => kinds.length > 0);
  const acts = verbs.filter((kinds) => !kinds.includes("read"));
  const [first = READ, ...others] = verbs[0]?.includes("read") ? [READ, ...acts] : acts;
  return { first, others: [...others.flat(), ...READ] };
}

const READ: readonly Kind[] = ["read"];

/** The kinds of act that a term may ask for. */
function kindsOf(term: string): readonly Kind[] {
  const kind = KINDS.get(term);
  return [...kind === undefined ? [] : [kind], ...RULING_TERMS.has(term) ? ["create", "change"] as Kind[] : []];
}

/** The known terms that look most like an unknown one: a typo, or another form of the word. */
function near(term: string, vocabulary: readonly string[]): string[] {
  if (term.length < 4) return [];
  const own = pairs(term);
  const scored = vocabulary.filter((known) => known[0] === term[0]).map((known) => {
    const theirs = pairs(known);
    const common = own.filter((pair) => theirs.includes(pair)).length;
    return { known, likeness: 2 * common / (own.length + theirs.length) };
  });
  return scored.filter(({ likeness }) => likeness >= 0.6).sort((a, b) => b.likeness - a.likeness).slice(0, 3)
    .map(({ known }) => known);
}

function pairs(word: string): string[] {
  return [...word].slice(1).map((letter, index) => word[index] + letter);
}
