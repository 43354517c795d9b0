import type { Operation, Operations } from "../okta/operations.ts";
import { areaOf } from "./areas.ts";
import { NOTES, RULING, TAGS, VERBS } from "./glossary.ts";
import { SPOKEN } from "./spoken.ts";
import { alike, stem, termsOf, wordsOf } from "./words.ts";

/** How much a word counts by where it stands. */
const WEIGHTS = { name: 1, spoken: 0.8, tag: 0.75, path: 0.3, parameter: 0.15 };
/** How much a word counts that only means the same. */
const SYNONYM = 0.75;
/** How much a word tells that nobody knows, and that looks like another. */
const GUESS = 0.6;
/** How much a word counts that names what is to be done: half of all operations create or delete something. */
const VERB = 0.5;
/** How much more an operation counts that does what is asked, first or in passing: more of nothing is nothing. */
const ACT = { first: 0.5, other: 0.2 };
/** What a list gains, in shares of the best score, where many things are asked for, and the reading of one where one is. */
const NUMBER = 0.05;
const MANY = ["list", "all", "which", "who", "every"];
const ONE = ["get", "show", "one", "details"];
/** What each word of an operation's name costs that nobody asked for. */
const UNASKED = 0.04;

/** What an operation does to the thing. */
type Kind = keyof typeof VERBS;

interface Entry {
  operation: Operation;
  kind: Kind;
  /** By term. */
  weights: Map<string, number>;
  /** The terms of its name, beyond the verb. */
  name: string[];
}

/** A word of a question. */
interface Asked {
  /** How much an operation's words count for it. */
  meanings: readonly (readonly [term: string, share: number])[];
  /** How much it tells: the rarer, the more. */
  worth: number;
}

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
  const rarity = (term: string) =>
    Math.log(1 + entries.length / (documents.get(term) ?? 1)) * (KINDS.has(term) ? VERB : 1);
  const vocabulary = [...documents.keys()];
  const countries = countryNames();

  /** The terms of a question with those that mean the same; a word that nobody knows stands for the nearest known. */
  function asked(query: string): Asked[] {
    return [...new Set(termsOf(query))].map((term) => {
      const meanings = new Map([[term, 1], ...alike(term).map((other): [string, number] => [other, SYNONYM])]);
      let known = [...meanings.keys()].filter((meaning) => documents.has(meaning));
      const share = known.length === 0 ? GUESS : 1;
      if (known.length === 0) {
        known = near(term, vocabulary);
        for (const other of known) meanings.set(other, SYNONYM);
      }
      // A rare synonym tells no more than the word itself, and what is only guessed tells less.
      const worth = documents.has(term) ? rarity(term) : share * Math.max(0, ...known.map(rarity));
      return { meanings: [...meanings], worth };
    });
  }

  return {
    find(question, limit, area) {
      const query = question.replace(countries, "country");
      const terms = asked(query);
      const acts = actsOf(query);
      const said = wordsOf(query);
      const many = said.some((word) => MANY.includes(word));
      const one = said.some((word) => ONE.includes(word));
      const most = terms.reduce((sum, { worth }) => sum + worth, 0);
      const wanted = new Set(terms.flatMap(({ meanings }) => meanings.map(([term]) => term)));
      function score({ kind, weights, name, operation }: Entry): number {
        let words = 0;
        for (const { meanings, worth } of terms) {
          words += worth * Math.max(...meanings.map(([term, share]) => (weights.get(term) ?? 0) * share));
        }
        if (words === 0) return 0;
        const unasked = name.filter((term) => !wanted.has(term)).length;
        const act = acts.first.includes(kind) ? ACT.first : acts.others.includes(kind) ? ACT.other : 0;
        const number = kind === "read" && (operation.id.startsWith("list") ? many : one) ? NUMBER : 0;
        return words / most * (1 + act) + number - unasked * UNASKED - (operation.deprecated ? UNASKED : 0);
      }
      const found = entries
        .filter(({ operation }) => area === undefined || areaOf(operation.tag) === area)
        .map((entry) => ({ entry, score: score(entry) }))
        .filter(({ score }) => score > 0.2)
        .sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length)
        .map(({ entry }) => entry.operation);
      return spread(found).slice(0, limit);
    },
  };
}

/** Of the list of some things and the reading of one, the better: the other leaves its place to what is done to them. */
function spread(found: Operation[]): Operation[] {
  const seen = new Set<string>();
  const isSecond = ({ id, path, changes }: Operation) => {
    const things = changes ? id : path.replace(/\/\{\w+\}$/, "");
    return seen.size === seen.add(things).size;
  };
  const { first = [], second = [] } = Object.groupBy(found, (operation) => isSecond(operation) ? "second" : "first");
  return [...first, ...second];
}

function toEntry(operation: Operation): Entry {
  const weights = new Map<string, number>();
  const put = (text: string, weight: number) => {
    for (const term of termsOf(text)) weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  };
  put(
    operation.parameters.map(({ name, schema }) => `${name} ${schema.enum?.join(" ") ?? ""}`).join(" "),
    WEIGHTS.parameter,
  );
  put(operation.path.replace(/\{.*?\}|\/api\/v1/g, " "), WEIGHTS.path);
  put(TAGS[operation.tag] ?? operation.tag, WEIGHTS.tag);
  put(SPOKEN[operation.id] ?? "", WEIGHTS.spoken);
  put(NOTES[operation.id] ?? "", WEIGHTS.name);
  put(operation.id, WEIGHTS.name);
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
