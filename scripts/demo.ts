// deno-lint-ignore-file no-console
/**
 * A support case on the demo org, as an MCP client sees it: why can't Jane sign in? The program runs from source and
 * is driven over stdio by a real client; the person at the terminal gives the consent.
 */
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const JANE = "jane.moreno@harbor.example";
const onTerminal = Deno.stdin.isTerminal();
const style = (code: number, text: string) =>
  Deno.stdout.isTerminal() && !Deno.env.has("NO_COLOR") ? `\u001b[${code}m${text}\u001b[0m` : text;
const say = (text: string) => console.log(text);

const client = new Client({ name: "demo", version: "1.0.0" }, {
  capabilities: { elicitation: {} },
  versionNegotiation: { mode: { pin: "2026-07-28" } },
});
client.setRequestHandler("elicitation/create", ({ params }) => {
  say(style(33, "\nThe server asks for consent:\n") + indent(params.message));
  const confirmed = onTerminal ? confirm("\nDo this?") : true;
  if (!onTerminal) say(style(2, "\n(No terminal here: the demo answers yes for you. This org is made up.)"));
  return { action: confirmed ? "accept" as const : "decline" as const, content: { confirm: confirmed } };
});
await client.connect(
  new StdioClientTransport({
    command: Deno.execPath(),
    args: ["run", "-A", "--quiet", new URL("../src/main.ts", import.meta.url).pathname, "--demo"],
    env: Deno.env.toObject(),
  }),
);

async function call(name: string, args: Record<string, unknown>): Promise<void> {
  const words = Object.entries(args).map(([key, value]) => `${key}=${value}`).join(" ");
  say(style(36, `\n> ${name} ${words}\n`));
  const { content } = await client.callTool({ name, arguments: args });
  say(indent(content.map((block) => block.type === "text" ? block.text : "").join("\n")));
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

say(style(1, '"Jane Moreno can\'t sign in. Why, and can you fix it?"'));
await call("investigate_user", { user: JANE });
await call("unlock_user_account", { user: JANE });
await call("get_user_details", { user: JANE });
say(
  "\nThis was the made-up org of `--demo`. To ask a model instead, attach the program to your MCP client: see README.md.",
);
await client.close();
