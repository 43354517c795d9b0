import type { Completer } from "../../mcp/completion.ts";
import { listApps } from "../../okta/apps.ts";
import { listGroups } from "../../okta/groups.ts";
import { listUsers } from "../../okta/users.ts";
import type { Services } from "../define.ts";

/** Few enough to choose from at a glance. */
const SHOWN = { limit: 10 };

/** Logins of people whose name, e-mail or login begins so. */
export const suggestUsers: Completer<Services> = async (q, { okta }) =>
  (await listUsers(okta, { q }, SHOWN)).items.map(({ login }) => login);

/** Labels of apps that begin so. */
export const suggestApps: Completer<Services> = async (q, { okta }) =>
  (await listApps(okta, { q }, SHOWN)).items.map(({ label }) => label);

/** Names of groups that have it in them. */
export const suggestGroups: Completer<Services> = async (q, { okta }) =>
  (await listGroups(okta, { q }, SHOWN)).items.map(({ name }) => name);
