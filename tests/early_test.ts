import assert from "node:assert/strict";
import { opening, realAnswers, recordEarly, VERSIONS } from "../scripts/early.ts";
import { earlyAnswers } from "../src/early.ts";

const record = await recordEarly();
const SETTINGS: Record<string, string>[] = [
  {},
  { OKTA_TOOLSETS: "core" },
  { OKTA_TOOLSETS: "all" },
  { OKTA_READ_ONLY: "true" },
];

for (const version of VERSIONS) {
  for (const settings of SETTINGS) {
    Deno.test(`${version}: early answers are the real server's own, with ${JSON.stringify(settings)}`, async () => {
      const toolsets = (settings.OKTA_TOOLSETS ?? "support").split(",");
      const early = earlyAnswers(record, { toolsets, readOnly: settings.OKTA_READ_ONLY === "true" });
      const lines = opening(version).map(({ line }) => early(line)?.line);
      const real = await realAnswers((name) => settings[name], version);
      assert.deepEqual(lines.map((line) => JSON.parse(line!)), real.map((line) => JSON.parse(line)));
    });
  }
}

Deno.test("what only the real server can answer is left to it", () => {
  const exposure = { toolsets: ["core"], readOnly: false };
  const left = [
    "",
    "garbage",
    "[]",
    "null",
    '{"jsonrpc":"1.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}',
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"1999-01-01"}}',
    '{"jsonrpc":"2.0","id":1,"method":"initialize"}',
    '{"jsonrpc":"2.0","id":null,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_user_details"}}',
    '{"jsonrpc":"2.0","method":"notifications/initialized"}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01"}}}',
    '{"jsonrpc":"2.0","id":1,"method":"name","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"constructor"}}}',
  ];
  for (const line of left) assert.equal(earlyAnswers(record, exposure)(line), undefined, line);
  const again = earlyAnswers(record, exposure);
  assert.ok(again(opening("2025-06-18")[0]!.line)?.line);
  assert.equal(again('{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":"x"}}'), undefined);
});
