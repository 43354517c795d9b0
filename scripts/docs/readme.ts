import { startDemoOrg } from "./demo_org.ts";

const BEGIN = "<!-- demo:begin -->";
const END = "<!-- demo:end -->";

const JANE = "jane.moreno@harbor.example";

/** README.md with its picture of a case made anew: what the program really answers on the demo org. */
export async function readmePage(): Promise<string> {
  const text = await Deno.readTextFile("README.md");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n\n\`\`\`text\n${await picture()}\n\`\`\`\n\n${END}${after}`;
}

async function picture(): Promise<string> {
  await using org = await startDemoOrg();
  const investigation = await org.call("investigate_user", { user: JANE }, "hesitates");
  const preview = await org.call("unlock_user_account", { user: JANE }, "hesitates");
  return [
    "> Jane Moreno can't sign in. Why, and can you fix it?",
    "",
    `investigate_user user=${JANE}`,
    indent(investigation.text!.split("\nRuled out:")[0]! + "\n…"),
    "",
    `unlock_user_account user=${JANE}`,
    indent(preview.asked!),
    indent("Do this? [y/N]"),
  ].join("\n");
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
