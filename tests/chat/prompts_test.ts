import assert from "node:assert/strict";
import { fillIn, promptList, promptNamed } from "../../src/chat/prompts.ts";
import { Screen } from "../../src/chat/screen.ts";
import { openSession, type Session } from "../../src/chat/session.ts";
import { connect } from "../../src/mcp/connection.ts";
import type { Surface } from "../../src/terminal/surface.ts";
import { startOrg } from "../tools/harness.ts";
import { typing } from "./typing.ts";

const JANE = "jane.moreno@harbor.example";

interface Scene {
  session: Session;
  /** Fills a prompt in while somebody types these keys, each once the screen newly shows the text before them. */
  filled(name: string, given: string, ...keys: [shown: string, keys: string][]): Promise<string | undefined>;
  screen(): string;
}

async function inScene(toolsets: string, test: (scene: Scene) => Promise<void>): Promise<void> {
  await using org = await startOrg({}, undefined, { OKTA_TOOLSETS: toolsets });
  const decline = () => Promise.resolve("decline" as const);
  const session = await openSession((send) => connect(org.host, send), { name: "chat", version: "1" }, decline);
  let text = "";
  const side: Surface = { write: (more) => void (text += more), isTerminal: true, colour: false, columns: () => 100 };
  try {
    await test({
      session,
      screen: () => text,
      async filled(name, given, ...keys) {
        const { keyboard, type, end } = typing();
        const terminal = { keyboard, side, screen: new Screen(side, side), session };
        let seen = text.length;
        const filling = fillIn(terminal, promptNamed(session, `/${name}`)!, given);
        for (const [shown, pressed] of keys) {
          while (!text.slice(seen).includes(shown)) await new Promise((resolve) => setTimeout(resolve, 5));
          seen = text.length;
          await type(pressed);
        }
        return await filling.finally(end);
      },
    });
  } finally {
    await session.close();
  }
}

function promptTest(name: string, fn: () => Promise<void>): void {
  // The client's waiting for an answer leaves a timer that ends by itself.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

promptTest("a prompt asks for what it wants to know, and Tab completes a person", async () => {
  await inScene("support", async ({ filled, screen }) => {
    const text = await filled(
      "troubleshoot_app_access",
      "",
      ["\n\ruser  > ", "\r"],
      ["\n\ruser  > ", "Jane Mor\t"],
      [JANE, "\r"],
      ["\n\rapp   > ", "Salesforce\r"],
      ["\n\rsymptom > ", "\r"],
    );
    assert.match(text!, /^"jane\.moreno@harbor\.example" cannot use "Salesforce"\.\n/);
    assert.match(screen(), /user: Login, e-mail, id or full name\n/);
    assert.match(screen(), /symptom: .* \(may stay empty\)\n/);
  });
});

promptTest("what stands behind its name is its first argument; Ctrl-C leaves it", async () => {
  await inScene("core", async ({ filled }) => {
    const text = await filled("troubleshoot_sign_in", JANE, ["\n\rsymptom > ", "no push\r"]);
    assert.match(text!, /^"jane\.moreno@harbor\.example" cannot sign in to Okta\. They report: "no push"\./);
    assert.equal(await filled("troubleshoot_sign_in", "", ["\n\ruser  > ", "\u0003"]), undefined);
  });
});

promptTest("the prompts are those that the tools allow, with what they want to know", async () => {
  await inScene("core", ({ session }) => {
    assert.equal(promptList(session), "/troubleshoot_sign_in user [symptom]: Somebody cannot sign in");
    assert.equal(promptNamed(session, "/review_security"), undefined);
    return Promise.resolve();
  });
});
