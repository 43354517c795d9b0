import assert from "node:assert/strict";
import type { Message } from "../../src/chat/messages.ts";
import { Window } from "../../src/chat/window.ts";

function conversation(): Message[] {
  const call = (id: string) => ({
    id,
    type: "function" as const,
    function: { name: "get_user_logs", arguments: "{}" },
  });
  const result = (id: string): Message[] => [
    { role: "assistant", content: "", tool_calls: [call(id)] },
    { role: "tool", tool_call_id: id, content: `Verdict ${id}.\n${"a line of the log\n".repeat(200)}` },
  ];
  return [{ role: "system", content: "Help." }, { role: "user", content: "Why?" }, ...result("one"), ...result("two")];
}

Deno.test("while there is room, nothing is touched", () => {
  const messages = conversation();
  assert.equal(new Window(32_000, 0).makeRoom(messages), false);
  assert.deepEqual(messages, conversation());
});

Deno.test("where nothing can be shortened, nothing is said to be", () => {
  assert.equal(new Window(10, 0).makeRoom(conversation().slice(0, 2)), false);
});

Deno.test("old results go down to their verdict first; the newest stays", () => {
  const messages = conversation();
  assert.equal(new Window(2_000, 0).makeRoom(messages), true);
  assert.match(messages[3]!.content, /^Verdict one\.\n\(Shortened/);
  assert.equal(messages[5]!.content, conversation()[5]!.content);
});

Deno.test("then the oldest question goes, with all that belongs to it", () => {
  const window = new Window(1_300, 0);
  const messages = [...conversation(), ...conversation().slice(1)];
  window.makeRoom(messages);
  assert.equal(messages.filter(({ role }) => role === "user").length, 1);
  assert.deepEqual(messages.slice(0, 2).map(({ role }) => role), ["system", "user"]);
  assert.ok(window.used(messages) <= 1_300);
});

Deno.test("at last the newest result is cut, its verdict kept", () => {
  const window = new Window(600, 0);
  const messages = conversation();
  window.makeRoom(messages);
  assert.match(messages[5]!.content, /^Verdict two\.[\s\S]*Shortened/);
  assert.ok(window.used(messages) <= 600);
});

Deno.test("what the endpoint counted corrects the estimate", () => {
  const window = new Window(8_000, 1_000);
  window.learn(conversation(), 2_345);
  assert.equal(window.used(conversation()), 2_345);
});
