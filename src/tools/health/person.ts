import type { Factor } from "../../okta/factors.ts";
import type { User } from "../../okta/users.ts";

/** `Jane Moreno (jane.moreno@harbor.example)` */
export function named({ name, login }: User): string {
  return `${name} (${login})`;
}

/** What whoever reads the mail or knows the person can answer too. */
const WEAK = ["email", "question"];

/** Whether a factor is enrolled that proves more than a mailbox or a memory. */
export function hasFactor(factors: readonly Factor[]): boolean {
  return factors.some(({ factorType, status }) => status === "ACTIVE" && !WEAK.includes(factorType));
}
