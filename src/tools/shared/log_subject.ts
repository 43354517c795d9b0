import { quote } from "../../mcp/output.ts";
import type { Okta } from "../../okta/client.ts";
import { findApp } from "../../okta/find_app.ts";
import { findGroup } from "../../okta/find_group.ts";
import { findUser } from "../../okta/find_user.ts";
import { NotFoundError } from "../../okta/lookup.ts";

/** Whom or what events are about. What was deleted is still in the log, by id alone. */
export interface Subject {
  id: string;
  /** Absent where it is not in the org any more. */
  name?: string;
  /** As an argument of a further call. */
  ref: string;
  /** For a text: name, and what tells it from others of that name. */
  text: string;
}

/** The person that a reference means; an id also finds somebody who was deleted. @throws as `findUser` does. */
export async function userInLog(okta: Okta, ref: string): Promise<Subject> {
  try {
    const { id, name, login, status } = await findUser(okta, ref);
    return { id, name, ref: login, text: `${quote(name)} (${quote(login)}, ${status})` };
  } catch (error) {
    return gone(error, ref, "00u");
  }
}

/** The app that a reference means; an id also finds one that was deleted. @throws as `findApp` does. */
export async function appInLog(okta: Okta, ref: string): Promise<Subject> {
  try {
    const { id, label, status } = await findApp(okta, ref);
    return { id, name: label, ref: label, text: `app ${quote(label)} (${id}, ${status})` };
  } catch (error) {
    return gone(error, ref, "0oa");
  }
}

/** The group that a reference means; an id also finds one that was deleted. @throws as `findGroup` does. */
export async function groupInLog(okta: Okta, ref: string): Promise<Subject> {
  try {
    const { id, name, type } = await findGroup(okta, ref);
    return { id, name, ref: name, text: `group ${quote(name)} (${id}, ${type})` };
  } catch (error) {
    return gone(error, ref, "00g");
  }
}

/** Okta's ids have 20 characters, of which the first three tell the kind. */
function gone(error: unknown, ref: string, prefix: string): Subject {
  const id = ref.trim();
  if (!(error instanceof NotFoundError) || !id.startsWith(prefix) || !/^\w{20}$/.test(id)) throw error;
  return { id, ref: id, text: `${id} (not in the org any more)` };
}
