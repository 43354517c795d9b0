import { APPS } from "./spoken/apps.ts";
import { ORG } from "./spoken/org.ts";
import { PEOPLE } from "./spoken/people.ts";
import { SECURITY } from "./spoken/security.ts";

/**
 * By operation, how help desks, admins, security people and developers ask for it: tasks, troubles and the names that
 * things have elsewhere, one after another with `;` between them. The more of them have a word, the more it counts.
 */
export const SPOKEN: Readonly<Record<string, string>> = { ...PEOPLE, ...APPS, ...SECURITY, ...ORG };
