import { plain, quote } from "../../mcp/output.ts";

/** A login as a word: nothing in it that could end the place where it stands. */
const WORD = /^[\p{L}\p{N}.@_+'-]+$/u;

/** A person in a text: `"Jane Moreno" (jane.moreno@harbor.example)`. */
export function person({ name, login }: { name: string; login: string }): string {
  return `${quote(name)} (${bare(login)})`;
}

/** A person and how the account stands: `"Jane Moreno" (jane.moreno@harbor.example, LOCKED_OUT)`. */
export function personNow({ name, login, status }: { name: string; login: string; status: string }): string {
  return `${quote(name)} (${bare(login)}, ${plain(status)})`;
}

function bare(login: string): string {
  return WORD.test(login) ? login : quote(login);
}

/** How to name a person in the next call: the login, or the id where the login is not a plain word. */
export function userArgument({ id, login }: { id: string; login: string }): string {
  return WORD.test(login) && login !== "" ? `user=${login}` : `user=${plain(id)}`;
}
