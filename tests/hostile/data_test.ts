import assert from "node:assert/strict";
import { READS, WRITES } from "../real/cases.ts";
import { startFaultyOrg } from "../faults/faulty_org.ts";
import { rewrites } from "../faults/wire.ts";
import { MARK, poisoned, POISONS } from "./poison.ts";

const JANE = "jane.moreno@harbor.example";

/** All that some tools show when asked for it. */
const AT_LENGTH: [tool: string, args: Record<string, unknown>][] = [
  ["get_user_details", { user: JANE, include: ["groups", "apps", "factors", "roles", "manager", "profile"] }],
  ["get_group_details", { group: "Salesforce Users", include: ["members", "apps", "owners", "rules"] }],
  ["get_application_details", { app: "Salesforce", include: ["users", "groups", "policy", "settings"] }],
  ["get_failed_login_attempts", { user: JANE, since: "3d" }],
  ["get_password_reset_events", { user: "ben.carter@harbor.example", since: "7d" }],
  ["search_logs", { since: "7d", summarize: true }],
  ["find_changes", { target: "Salesforce", since: "30d" }],
  ["investigate_user", { user: "priya.nair@harbor.example" }],
  ["list_users", { fields: ["name", "login", "title", "department", "manager"] }],
  // nothing, and too many, by that name
  ["get_user_details", { user: "Ja" }],
  ["get_group_details", { group: "Sa" }],
  ["explain_app_access", { user: JANE, app: "S" }],
];

for (const [kind, poison] of Object.entries(POISONS)) {
  Deno.test(`what people wrote stays quoted: ${kind}`, async () => {
    await using org = await startFaultyOrg(30);
    const poisons = rewrites((json) => poisoned(json, poison));
    let seen = 0;
    const harms: string[] = [];
    for (const [tool, args] of [...Object.entries({ ...READS, ...WRITES }), ...AT_LENGTH]) {
      org.proxy.script = () => poisons;
      const { text } = await org.call(tool, args);
      harms.push(...harmsOf(text).map((line) => `${tool}: ${line.slice(0, 400)}`));
      seen += text.split(MARK).length - 1;
    }
    assert.deepEqual(harms, []);
    assert.ok(seen > 50, `the mark was seen ${seen} times: is anything shown at all?`);
  });
}

/** Characters that end a line, turn it round or hide in it. */
const TRICKS =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

/** The lines on which a mark stands outside of quotation marks, or a character plays tricks. */
function harmsOf(text: string): string[] {
  return text.split("\n").filter((line) => {
    const outside = line.split('"').filter((_, index) => index % 2 === 0).join(" ");
    return outside.includes(MARK) || TRICKS.test(line) || !line.isWellFormed();
  });
}
