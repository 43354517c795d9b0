import { APPS } from "./spoken/apps.ts";
import { ORG } from "./spoken/org.ts";
import { PEOPLE } from "./spoken/people.ts";
import { SECURITY } from "./spoken/security.ts";

/** By operation, the words of tasks and troubles for which somebody needs it, beyond those of its name and its area. */
export const SPOKEN: Readonly<Record<string, string>> = { ...PEOPLE, ...APPS, ...SECURITY, ...ORG };
