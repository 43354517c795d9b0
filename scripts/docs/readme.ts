import { readConfig } from "../../src/config.ts";
import { callTool } from "../../src/mcp/server.ts";
import { createHost } from "../../src/program.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { TOOLS } from "../../src/tools/catalog.ts";

const BEGIN = "<!-- demo:begin -->";
const END = "<!-- demo:end -->";

/** When the pictured case happens: the same text on every machine, every day. */
const NOW = new Date("2026-07-15T14:00:00.000Z");

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
  const sandbox = await startSandbox({ now: () => NOW });
  const settings: Record<string, string> = { OKTA_ORG_URL: sandbox.url, OKTA_API_TOKEN: sandbox.token };
  const result = readConfig((name) => settings[name], { demo: false, tools: TOOLS });
  if (!("config" in result)) throw new Error(JSON.stringify(result.problems));
  const host = { ...createHost(result.config, () => {}), now: () => NOW };
  const base = { now: () => NOW, signal: new AbortController().signal, progress: () => {} };
  async function answer(name: string): Promise<string> {
    const tool = host.tools.find((candidate) => candidate.name === name)!;
    const step = await callTool(host, tool, { user: JANE }, base, { asksBy: "terminal", client: "docs" });
    if ("error" in step) throw new Error(step.error);
    return "ask" in step ? step.ask.message : step.answer.text;
  }
  const investigation = await answer("investigate_user");
  const preview = await answer("unlock_user_account");
  await sandbox.close();
  return [
    "> Jane Moreno can't sign in. Why, and can you fix it?",
    "",
    `investigate_user user=${JANE}`,
    indent(investigation.split("\nRuled out:")[0]! + "\n…"),
    "",
    `unlock_user_account user=${JANE}`,
    indent(preview),
    indent("Do this? [y/N]"),
  ].join("\n");
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
