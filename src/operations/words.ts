import { PHRASES, STOPWORDS, SYNONYMS } from "./glossary.ts";

const STOPPED = new Set(STOPWORDS);

/** The words of an identifier or a sentence, in lower case: `listOAuth2Claims` → list, oauth, claims. */
export function wordsOf(text: string): string[] {
  return split(evened(text));
}

/** A text in lower case, without accents, and with one word for what can be said in several ways. */
function evened(text: string): string {
  let spaced = text
    .replace(/OAuth2?/g, " oauth ")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .normalize("NFKD").replace(/\p{M}|['’]s?\b/gu, "")
    .toLowerCase();
  for (const [phrase, word] of PHRASES) spaced = spaced.replace(phrase, word);
  return spaced;
}

function split(evened: string): string[] {
  return evened.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The terms of a text: its words without endings and without those that say nothing. */
export function termsOf(text: string): string[] {
  return terms(wordsOf(text));
}

/** The terms of each of the phrases in a text, which have `;` between them. */
export function phrasesOf(text: string): string[][] {
  return evened(text).split(";").map((phrase) => terms(split(phrase)));
}

function terms(words: readonly string[]): string[] {
  return words.filter((word) => !STOPPED.has(word)).map(stem);
}

/** Words come again and again, and finding their stems takes most of the time. */
const STEMS = new Map<string, string>();
/** More words than all operations have: what people ask for years must not fill the memory. */
const MOST_STEMS = 20_000;

/** A word without the endings in which its forms differ: activates, activated, activation → activ. */
export function stem(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  const found = stemmed(word);
  if (STEMS.size < MOST_STEMS) STEMS.set(word, found);
  return found;
}

function stemmed(word: string): string {
  return word
    .replace(/(?<=\w{2})ies$/, "y")
    .replace(/(?<=\w{2}[^su])s$/, "")
    .replace(/(?<=\w{4})(ations?|ating|ated|ate)$/, "")
    .replace(/(?<=\w{4})(ing|ed)$/, "")
    .replace(/(?<=\w{3})e$/, "");
}

const ALIKE = new Map<string, Set<string>>();
for (const group of SYNONYMS) {
  const stems = group.map(stem);
  for (const term of stems) ALIKE.set(term, new Set([...ALIKE.get(term) ?? [], ...stems]));
}

/** The terms that mean the same as this one. */
export function alike(term: string): readonly string[] {
  return [...ALIKE.get(term) ?? []].filter((other) => other !== term);
}
