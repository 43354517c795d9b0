import { quote } from "../../mcp/output.ts";
import type { Target } from "../../mcp/tool.ts";
import { person } from "./person.ts";

/** A person as the target of a change. */
export function userTarget(user: { id: string; name: string; login: string }): Target {
  return { type: "user", id: user.id, name: person(user) };
}

/** A group as the target of a change. */
export function groupTarget({ id, name }: { id: string; name: string }): Target {
  return { type: "group", id, name: quote(name) };
}

/** An app as the target of a change. */
export function appTarget({ id, label }: { id: string; label: string }): Target {
  return { type: "app", id, name: quote(label) };
}
