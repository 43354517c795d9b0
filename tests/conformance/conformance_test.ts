/** MCP's own conformance suite on this server's serving code. */
import assert from "node:assert/strict";
import { runFromNpm } from "../from_npm.ts";
import { serveFixture } from "./fixture.ts";
import { NOT_APPLICABLE, PASSES } from "./not_applicable.ts";

interface Check {
  id: string;
  scenario: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  errorMessage?: string;
}

/** Every check of the scenarios that a revision requires. */
async function checksOf(revision: string, url: string): Promise<Check[]> {
  const folder = await Deno.makeTempDir();
  try {
    await runFromNpm("@modelcontextprotocol/conformance", [
      ...["server", "--url", url, "--requirements", revision, "--output-dir", folder],
    ]);
    const checks: Check[] = [];
    for (const { name } of Deno.readDirSync(folder)) {
      // server-<scenario>-<time>
      const scenario = name.slice("server-".length).replace(/-\d{4}-\d\d-\d\dT.*$/, "");
      const found = JSON.parse(await Deno.readTextFile(`${folder}/${name}/checks.json`)) as Omit<Check, "scenario">[];
      checks.push(...found.map((check) => ({ ...check, scenario })));
    }
    return checks;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the checks of both revisions pass, but for those that ask for what this server does not have", async () => {
  const listening = serveFixture();
  const url = `http://127.0.0.1:${listening.address.port}/mcp`;
  const failing = new Set<string>();
  try {
    for (const [revision, expected] of Object.entries(PASSES)) {
      const checks = await checksOf(revision, url);
      for (const { id, scenario, status, errorMessage } of checks) {
        if (status !== "FAILURE" && status !== "WARNING") continue;
        const listed = NOT_APPLICABLE.some(({ fails }) => fails.includes(id) || fails.includes(scenario));
        assert.ok(listed, `${revision}: ${scenario}: ${id}: ${errorMessage}`);
        failing.add(id).add(scenario);
      }
      // As many as before: a check that is not made any more would not fail either.
      assert.equal(checks.filter(({ status }) => status === "SUCCESS").length, expected, revision);
    }
  } finally {
    await listening.close();
  }
  const passing = NOT_APPLICABLE.flatMap(({ fails }) => fails).filter((name) => !failing.has(name));
  assert.deepEqual(passing, [], "listed as failing, and does not fail");
});
