/**
 * A support case on the demo org, as an MCP client sees it: why can't Jane sign in? The program runs from source and
 * is driven over stdio by a real client; the person at the terminal gives the consent.
 */
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { askPerson } from "../src/terminal/ask.ts";
import { paint, type Style } from "../src/terminal/paint.ts";
import { show, surfaceOf } from "../src/terminal/surface.ts";

const JANE = "jane.moreno@harbor.example";
const out = surfaceOf(Deno.stdout);
const say = (style: Style, text: string) => out.write(`${out.colour ? paint(style, text) : text}\n`);

const client = new Client({ name: "demo", version: "1.0.0" }, {
  capabilities: { elicitation: {} },
  versionNegotiation: { mode: { pin: "2026-07-28" } },
});
client.setRequestHandler("elicitation/create", async ({ params }) => {
  say("yellow", "The server asks for consent:");
  const word = await askPerson(`${params.message}\n\nDo this?`, new AbortController().signal);
  if (word === undefined) {
    out.write(`${params.message}\n`);
    say("dim", "(No terminal here: the demo answers yes for you. This org is made up.)");
  }
  const confirmed = word ?? true;
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
  say("cyan", `\n> ${name} ${words}`);
  const { content } = await client.callTool({ name, arguments: args });
  await show(content.map((block) => block.type === "text" ? `${block.text}\n` : "").join(""), out);
}

say("bold", '"Jane Moreno can\'t sign in. Why, and can you fix it?"');
await call("investigate_user", { user: JANE });
await call("unlock_user_account", { user: JANE });
await call("get_user_details", { user: JANE });
say(
  "dim",
  "\nThis was the made-up org of `--demo`. To ask a model instead, attach the program to your MCP client: see README.md.",
);
await client.close();
