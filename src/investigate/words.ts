/**
 * Sentences of ours with values of Okta's in them. The two stay apart until the sentence is shown, so that a login, a
 * user agent or a rule's name, which others can choose, never passes for our own words: whoever shows the sentence
 * must say how a value is quoted.
 */
export interface Words {
  readonly parts: readonly string[];
  /** Between the parts, one fewer than they are. */
  readonly values: readonly Value[];
}

/** A string came from Okta and gets quoted; our own words are nested as `Words`. */
export type Value = string | number | Date | Words;

/** `words\`locked by ${address}\`` */
export function words(parts: TemplateStringsArray, ...values: Value[]): Words {
  return { parts, values };
}

/** Our own text as it is, such as a fixed phrase chosen at run time. Never for a value that came from Okta. */
export function own(text: string): Words {
  return { parts: [text], values: [] };
}

/** A constant of Okta's such as `LOCKED_OUT`, bare when it has that form and quoted otherwise. */
export function code(value: string): Words {
  return /^[A-Z][A-Z0-9_]{0,60}$/.test(value) ? own(value) : words`${value}`;
}

/** `1 sign-in`, `3 sign-ins`; the plural is the singular with an s unless given. */
export function count(number: number, one: string, many: string = `${one}s`): Words {
  return own(`${number.toLocaleString("en")} ${number === 1 ? one : many}`);
}

/** The values with commas between them, at most `most` of them and then how many more. */
export function listed(values: readonly Value[], most = 3): Words {
  const shown = values.slice(0, most);
  const rest = values.length - shown.length;
  const end = rest > 0 ? ` and ${rest} more` : "";
  return { parts: ["", ...shown.slice(1).map(() => ", "), end], values: shown };
}

/** How far apart two moments are, in milliseconds, in the unit a person would choose: `40 seconds`, `3 days`. */
export function span(milliseconds: number): Words {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]] as const) {
    if (seconds >= 1.5 * size || (seconds >= size && seconds % size === 0)) {
      return count(Math.round(seconds / size), unit);
    }
  }
  return count(seconds, "second");
}

/** How the two kinds of value that are not ours to word are shown. */
export interface Shown {
  quote(value: string): string;
  time(value: Date): string;
}

/** The sentence as text. */
export function show(sentence: Words, shown: Shown): string {
  return sentence.parts.map((part, i) => {
    const value = sentence.values[i - 1];
    return (value === undefined ? "" : shownValue(value, shown)) + part;
  }).join("");
}

function shownValue(value: Value, shown: Shown): string {
  if (typeof value === "string") return shown.quote(value);
  if (typeof value === "number") return value.toLocaleString("en");
  return value instanceof Date ? shown.time(value) : show(value, shown);
}
