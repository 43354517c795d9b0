import { startDemoOrg } from "./demo_org.ts";

interface Conversation {
  asks: string;
  calls: [tool: string, args: Record<string, unknown>][];
}

/** Stands for the id of the change before: such ids are random, and are shown as this. */
const LAST_CHANGE = "4d8f0c5e-…";

const CHANGE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const at = (name: string) => `${name}@harbor.example`;

/** What people at a help desk ask, on the demo org. */
const CONVERSATIONS: Conversation[] = [
  {
    asks: "Jane Moreno can't sign in. Why, and can you fix it?",
    calls: [["investigate_user", { user: at("jane.moreno") }], ["unlock_user_account", { user: at("jane.moreno") }]],
  },
  {
    asks: "Kenji Watanabe is locked out too. Is it the same?",
    calls: [["investigate_user", { user: at("kenji.watanabe") }], [
      "reset_user_password",
      { user: at("kenji.watanabe") },
    ]],
  },
  {
    asks: "Omar Haddad says Salesforce is gone. What happened, and who did it?",
    calls: [["explain_app_access", { user: at("omar.haddad"), app: "Salesforce" }]],
  },
  { asks: "Who changed anything about Omar this week?", calls: [["find_changes", { target: at("omar.haddad") }]] },
  {
    asks: "Something is odd with Priya Nair's account. Is it safe?",
    calls: [["review_user_security", { user: at("priya.nair") }]],
  },
  {
    asks: "Then secure it.",
    calls: [["secure_user_account", {
      user: at("priya.nair"),
      steps: ["end_sessions", "reset_password"],
      factors: ["opfRUIlztt7fMBmCh5d7", "ostSXSMlnRpoREGPh5d7"],
    }]],
  },
  {
    asks: "Tom Becker never came in. Did he get his invitation?",
    calls: [["get_user_details", { user: at("tom.becker") }], ["reinvite_user", { user: at("tom.becker") }]],
  },
  { asks: "Lucia Rossi can't get in since this morning.", calls: [["investigate_user", { user: at("lucia.rossi") }]] },
  {
    asks: "Grace Okafor has a new phone and gets no push.",
    calls: [
      ["investigate_user", { user: at("grace.okafor"), symptom: "new phone, no push" }],
      ["reset_user_factors", { user: at("grace.okafor"), factor: "push" }],
    ],
  },
  { asks: "Why is Dmitri Volkov suspended?", calls: [["find_changes", { target: at("dmitri.volkov") }]] },
  {
    asks: "Sam Whitfield is told “access denied”.",
    calls: [["investigate_user", { user: at("sam.whitfield"), symptom: "access denied" }]],
  },
  { asks: "Is anything wrong with Aisha Bello?", calls: [["investigate_user", { user: at("aisha.bello") }]] },
  { asks: "Unlock Alex Kim.", calls: [["unlock_user_account", { user: "Alex Kim" }]] },
  { asks: "Who is locked out right now?", calls: [["list_users", { status: "LOCKED_OUT" }]] },
  {
    asks: "Whose sign-ins failed in the last day?",
    calls: [["get_failed_login_attempts", { since: "24h", limit: 10 }]],
  },
  { asks: "Who uses Slack, and how do they get it?", calls: [["get_application_details", { app: "Slack" }]] },
  {
    asks: "Put Aisha into the group Sales… no, take that back.",
    calls: [
      ["add_user_to_group", { user: at("aisha.bello"), group: "Sales" }],
      ["undo_change", { change: LAST_CHANGE }],
    ],
  },
  {
    asks: "Aisha Bello is now Senior Buyer.",
    calls: [["update_user_profile", { user: at("aisha.bello"), profile: { title: "Senior Buyer" } }]],
  },
  {
    asks: "What does Omar lack that Aisha has?",
    calls: [["compare_users", { a: at("omar.haddad"), b: at("aisha.bello") }]],
  },
  { asks: "Is the org itself all right?", calls: [["check_org_health", {}]] },
];

const LONGEST = 30;

/** docs/usage.md: what the program really answers on the demo org. */
export async function usagePage(): Promise<string> {
  const sections: string[] = [];
  for (const [index, { asks, calls }] of CONVERSATIONS.entries()) {
    // Each on an org of its own: they can be read in any order.
    await using org = await startDemoOrg();
    const told: string[] = [];
    let change = "";
    for (const [tool, args] of calls) {
      const really = Object.entries(args).map(([name, value]) => [name, value === LAST_CHANGE ? change : value]);
      const { asked, text = "" } = await org.call(tool, Object.fromEntries(really), "agrees");
      change = text.match(CHANGE_ID)?.[0] ?? change;
      told.push(callText(tool, args, asked, text));
    }
    sections.push(`## ${index + 1}. ${asks}\n\n\`\`\`text\n${told.join("\n\n")}\n\`\`\``);
  }
  return [INTRODUCTION, ...sections].join("\n\n");
}

function callText(tool: string, args: Record<string, unknown>, asked: string | undefined, text: string): string {
  const words = Object.entries(args).map(([name, value]) => `${name}=${word(value)}`);
  return [
    ["›", tool, ...words].join(" "),
    ...asked === undefined ? [] : [block(asked), "  Do this? [y/N] y"],
    block(text),
  ].join("\n").replaceAll(CHANGE_ID, LAST_CHANGE);
}

const word = (value: unknown) => /^[\w@.…-]+$/.test(String(value)) ? String(value) : JSON.stringify(value);

function block(text: string): string {
  const lines = text.split("\n");
  const rest = lines.length - LONGEST;
  return [...lines.slice(0, LONGEST), ...rest > 0 ? [`… ${rest} more lines`] : []].join("\n").replace(/^(?=.)/gm, "  ");
}

const INTRODUCTION = `<!-- Generated by \`deno task docs\` from scripts/docs/usage.ts. Do not edit. -->

# Twenty conversations

What people ask, the tools that a model then calls, and what the program answers, run on the demo org. To see one for
yourself, attach the program with \`--demo\` and ask, or call the tool from a shell:

\`\`\`sh
mcp-okta-support --demo call investigate_user user=jane.moreno@harbor.example
\`\`\`

A model tells this in its own words; the evidence, the names and the question before a change are the program's. Text in
quotation marks is what Okta stores. Each conversation starts from a fresh org.`;
