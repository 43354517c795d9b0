import assert from "node:assert/strict";
import { clientTest, connect, ERAS } from "./clients.ts";

const JANE = "jane.moreno@harbor.example";

for (const era of ERAS) {
  clientTest(`${era}: prompts are listed, filled in, and complete their arguments`, async () => {
    const client = await connect(era);
    try {
      const prompts = await client.listPrompts();
      assert.deepEqual(prompts.map(({ name }) => name), [
        "troubleshoot_sign_in",
        "troubleshoot_app_access",
        "review_security",
        "investigate_incident",
        "onboard_user",
        "offboard_user",
      ]);
      for (const { description, arguments: args } of prompts) assert.ok(description && args?.[0]?.required);
      const text = await client.getPrompt("troubleshoot_sign_in", { user: JANE, symptom: 'says "locked"' });
      assert.match(text, /^"jane\.moreno@harbor\.example" cannot sign in to Okta\. They report: "says \\"locked\\""\./);
      await assert.rejects(client.getPrompt("troubleshoot_sign_in", {}), /user: .*it is missing/);
      await assert.rejects(client.getPrompt("no_such_prompt", {}));

      const ref = { type: "ref/prompt", name: "troubleshoot_app_access" } as const;
      assert.deepEqual(await client.complete(ref, { name: "user", value: "jane" }), [JANE]);
      assert.deepEqual(await client.complete(ref, { name: "app", value: "Sales" }), ["Salesforce"]);
      assert.deepEqual(await client.complete(ref, { name: "user", value: "zzzz" }), []);
      assert.deepEqual(await client.complete(ref, { name: "symptom", value: "it" }), []);
    } finally {
      await client.close();
    }
  });

  clientTest(`${era}: resources are listed, read, and complete their variables`, async () => {
    const client = await connect(era);
    try {
      assert.deepEqual(await client.listResources(), [
        "okta://org",
        "okta://event-types",
        "okta://guide",
        "okta://user/{id}",
        "okta://app/{id}",
      ]);
      assert.match(
        await client.readResource("okta://org"),
        /^"Harbor Outfitters" \(harbor-demo, id 00o\w+\) is ACTIVE/,
      );
      assert.match(await client.readResource(`okta://user/${JANE}`), /Jane Moreno.*LOCKED_OUT/);
      assert.match(await client.readResource("okta://app/Google%20Workspace"), /^App "Google Workspace" is ACTIVE/);
      assert.match(await client.readResource("okta://event-types"), /\nuser\.session\.start,"sign-in, login"\n/);
      assert.match(await client.readResource("okta://guide"), /^# How to investigate\n/);
      await assert.rejects(client.readResource("okta://user/nobody@nowhere.example"), /No user matches/);
      await assert.rejects(client.readResource("okta://nothing"));
      const ref = { type: "ref/resource", uri: "okta://user/{id}" } as const;
      assert.deepEqual(await client.complete(ref, { name: "id", value: "Jane Mor" }), [JANE]);
    } finally {
      await client.close();
    }
  });
}

clientTest("what leads to tools that are not there is not offered", async () => {
  const client = await connect("2025", { env: { OKTA_TOOLSETS: "core", OKTA_READ_ONLY: "true" } });
  try {
    assert.deepEqual((await client.listPrompts()).map(({ name }) => name), ["troubleshoot_sign_in"]);
    assert.ok((await client.listResources()).includes("okta://user/{id}"));
  } finally {
    await client.close();
  }
});
