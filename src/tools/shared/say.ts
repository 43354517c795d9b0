import { plain, quote } from "../../mcp/output.ts";
import type { ToolCall } from "../../investigate/findings.ts";
import { show, type Words } from "../../investigate/words.ts";
import { stamp } from "./moment.ts";

/** A sentence of an investigation as text: what came from Okta is quoted, times are stamped. */
export function say(sentence: Words): string {
  return show(sentence, { quote, time: (value) => stamp(value.toISOString()) });
}

/** The same with a capital at the beginning and a full stop at the end. */
export function sentence(said: Words): string {
  const text = say(said);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A call as a person would type it: `unlock_user_account user=jane.moreno@harbor.example`. */
export function callText({ tool, arguments: values }: ToolCall): string {
  return [tool, ...Object.entries(values).map(([name, value]) => `${name}=${argument(value)}`)].join(" ");
}

/** The value of an argument in the text of a call: bare where it is one word, quoted otherwise. */
export function argument(value: string | string[]): string {
  if (Array.isArray(value)) return `[${value.map(quote).join(",")}]`;
  return /^[\p{L}\p{N}.@_+'*-]+$/u.test(value) ? plain(value) : quote(value);
}
