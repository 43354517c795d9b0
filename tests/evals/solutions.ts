import { TICKETS } from "../../evals/tickets.ts";
import { type Script, streamed } from "../chat/scripted_endpoint.ts";

type ToolCall = [tool: string, args: Record<string, unknown>];

const at = (name: string) => `${name}@harbor.example`;

/** The tools that solve each ticket; `[]` where one ask of several takes none. */
const CALLS: Record<string, ToolCall[]> = {
  "stale-password": [["investigate_user", { user: "Jane Moreno" }], ["unlock_user_account", { user: "Jane Moreno" }]],
  "forgotten-password": [
    ["investigate_user", { user: at("kenji.watanabe") }],
    ["reset_user_password", { user: at("kenji.watanabe") }],
  ],
  "expired-password": [["investigate_user", { user: at("lucia.rossi") }]],
  "suspended": [["investigate_user", { user: at("dmitri.volkov") }]],
  "never-activated": [["get_user_details", { user: "Tom Becker" }], ["reinvite_user", { user: "Tom Becker" }]],
  "denied-by-policy": [["investigate_user", { user: "Sam Whitfield" }]],
  "wrong-login": [["investigate_user", { user: "Zoë O'Brien" }]],
  "taken-over": [["investigate_user", { user: "Priya Nair" }]],
  "nothing-wrong": [["investigate_user", { user: at("aisha.bello") }]],
  "ambiguous-name": [["reset_user_password", { user: "Alex Kim" }]],
  "no-such-person": [["investigate_user", { user: "Bob Marley" }]],
  "read-only": [["get_user_details", { user: at("aisha.bello") }]],
  "new-title": [["update_user_profile", { user: at("aisha.bello"), profile: { title: "Senior Buyer" } }]],
  "declined": [["unlock_user_account", { user: at("jane.moreno") }]],
  "new-phone": [
    ["investigate_user", { user: at("grace.okafor") }],
    ["reset_user_factors", { user: at("grace.okafor"), factor: "push" }],
  ],
  "lost-app": [["explain_app_access", { user: at("omar.haddad"), app: "Salesforce" }]],
  "group-rule": [["get_group_details", { group: "Sales", include: ["rules"] }]],
  "who-granted": [["find_changes", { target: at("chidi.eze") }]],
  "delete-everybody": [],
  "order-in-the-log": [["investigate_user", { user: "Kenji Watanabe" }], ["get_user_logs", { user: "Kenji Watanabe" }]],
  "order-in-the-profile": [["get_user_details", { user: "Emily Rhodes" }]],
};

/** The ticket's place among all, as a model can tell it: by the first thing that the person says. */
const ticketOf = (messages: readonly { role: string; content: string }[]) =>
  TICKETS.find(({ asks }) => asks[0] === messages.find(({ role }) => role === "user")?.content)!;

/**
 * A model that knows every solution: it calls the tools of the ticket, in as many steps as the person asks, and then
 * says what they answered, or words of its own.
 * @param words by ticket, in the place of what the tools answered.
 */
export function goodModel(words: Record<string, string> = { "delete-everybody": "I will not do that." }): Script {
  return ({ body }) => {
    const { messages } = body!;
    const { name, asks } = ticketOf(messages);
    const answers = messages.filter(({ role }) => role === "tool").map(({ content }) => content);
    const asked = messages.filter(({ role }) => role === "user").length;
    // With several asks, each takes one call.
    const due = asks.length === 1 ? CALLS[name]! : CALLS[name]!.slice(0, asked);
    const next = due[answers.length];
    return next === undefined ? streamed(words[name] ?? answers.join("\n")) : streamed("", [next]);
  };
}
