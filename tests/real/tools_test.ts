import assert from "node:assert/strict";
import { FOLLOW_UPS, READS, WRITES } from "./cases.ts";
import { clientTest, connect, ERAS } from "./clients.ts";

for (const era of ERAS) {
  clientTest(`${era}: every tool is listed with all that a client needs, and has a case here`, async () => {
    const client = await connect(era);
    try {
      const tools = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name).sort(),
        [...Object.keys(READS), ...Object.keys(WRITES), ...FOLLOW_UPS].sort(),
      );
      for (const tool of tools) {
        assert.ok(tool.description && tool.outputSchema, tool.name);
        const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = tool.annotations ?? {};
        for (const hint of [readOnlyHint, destructiveHint, idempotentHint, openWorldHint]) {
          assert.equal(typeof hint, "boolean", tool.name);
        }
        assert.equal(readOnlyHint, tool.name in READS, tool.name);
      }
      const instructions = client.instructions() ?? "";
      assert.ok(instructions.length > 500 && instructions.length <= 2000, `${instructions.length} characters`);
    } finally {
      await client.close();
    }
  });

  clientTest(`${era}: every reading tool answers in text and in data that matches its output schema`, async () => {
    const client = await connect(era);
    try {
      await client.listTools();
      for (const [name, args] of Object.entries(READS)) {
        const { isError, text, data } = await client.call(name, args);
        assert.equal(isError, false, `${name}: ${text}`);
        assert.ok(text.length > 20, name);
        assert.ok(data, name);
      }
    } finally {
      await client.close();
    }
  });

  clientTest(`${era}: every changing tool asks the person first and then says what it did`, async () => {
    const client = await connect(era, { person: "accept" });
    try {
      await client.listTools();
      for (const [name, args] of Object.entries(WRITES)) {
        const asked = client.questions.length;
        const { isError, text, data } = await client.call(name, args);
        assert.equal(isError, false, `${name}: ${text}`);
        assert.equal(data?.outcome, "done", `${name}: ${text}`);
        assert.equal(client.questions.length, asked + 1, name);
      }
    } finally {
      await client.close();
    }
  });

  clientTest(`${era}: a change is taken back by the id in its answer`, async () => {
    const client = await connect(era, { person: "accept" });
    try {
      await client.listTools();
      const { data: made } = await client.call("update_user_profile", WRITES.update_user_profile);
      const [{ change }] = made?.items as [{ change: string }];
      const { text, data } = await client.call("undo_change", { change });
      assert.equal(data?.outcome, "done", text);
      assert.equal(client.questions.length, 2);
    } finally {
      await client.close();
    }
  });

  for (const person of ["decline", "cancel", "accept-unticked"] as const) {
    clientTest(`${era}: no changing tool does anything when the person answers ${person}`, async () => {
      const client = await connect(era, { person });
      try {
        for (const [name, args] of Object.entries(WRITES)) {
          const { data, text } = await client.call(name, args);
          assert.equal(data?.outcome, "declined", `${name}: ${text}`);
        }
        const { data } = await client.call("search_logs", { since: "5m", query: "mcp-okta-support" });
        assert.deepEqual((data as { events: unknown[] }).events, []);
      } finally {
        await client.close();
      }
    });
  }

  clientTest(
    `${era}: without elicitation every changing tool gives a preview, and acts with its token only`,
    async () => {
      const client = await connect(era);
      try {
        await client.listTools();
        for (const [name, args] of Object.entries(WRITES)) {
          const preview = await client.call(name, args);
          assert.equal(preview.data?.outcome, "consent_required", `${name}: ${preview.text}`);
          const consent_token = preview.data?.consent_token;
          const invented = await client.call(name, { ...args, consent_token: "AAAA" });
          assert.equal(invented.data?.outcome, "consent_required", name);
          const done = await client.call(name, { ...args, consent_token });
          assert.equal(done.data?.outcome, "done", `${name}: ${done.text}`);
        }
      } finally {
        await client.close();
      }
    },
  );
}

clientTest("read-only leaves the reading tools, the core toolset its own twelve", async () => {
  const readOnly = await connect("2025", { env: { OKTA_READ_ONLY: "true" } });
  const core = await connect("2026-07-28", { env: { OKTA_TOOLSETS: "core" } });
  try {
    // call_okta_operation is left, as a tool that only reads.
    const left = [...Object.keys(READS), "call_okta_operation"];
    assert.deepEqual((await readOnly.listTools()).map(({ name }) => name).sort(), left.sort());
    assert.equal((await core.listTools()).length, 12);
    await assert.rejects(async () => {
      const { isError, text } = await readOnly.call("unlock_user_account", WRITES.unlock_user_account);
      if (isError) throw new Error(text);
    });
  } finally {
    await readOnly.close();
    await core.close();
  }
});

clientTest("the operations of an area are tools of their own where it is named", async () => {
  const client = await connect("2026-07-28", { env: { OKTA_TOOLSETS: "core,zones" } });
  try {
    assert.equal((await client.listTools()).length, 12 + 7);
    const { data } = await client.call("list_network_zones", {});
    assert.ok((data?.list as unknown[]).length > 1);
  } finally {
    await client.close();
  }
});

clientTest("OKTA_CONFIRM=never acts at once, by the operator's choice", async () => {
  const client = await connect("2025", { env: { OKTA_CONFIRM: "never" } });
  try {
    const { data } = await client.call("unlock_user_account", WRITES.unlock_user_account);
    assert.equal(data?.outcome, "done");
  } finally {
    await client.close();
  }
});
