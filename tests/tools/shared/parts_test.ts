import assert from "node:assert/strict";
import { OktaError } from "../../../src/okta/errors.ts";
import { table } from "../../../src/tools/shared/listing.ts";
import { countsOf, part, refusalsOf, rowsOf, textsOf } from "../../../src/tools/shared/parts.ts";
import { readable } from "../../../src/tools/shared/readable.ts";

const view = {
  title: "Apps",
  rows: (items: readonly string[]) => items.map((label) => ({ label })),
  lines: table<{ label: string }>(["label"]),
  budget: 100,
};
const refusal = (status: number, code?: string) =>
  Promise.reject(
    new OktaError({ kind: "okta", method: "GET", path: "/api/v1/apps", summary: "no role", status, code }),
  );

Deno.test("parts are counted, and shown where asked for", async () => {
  const parts = {
    apps: await part(Promise.resolve(["Slack", "Zoom"]), view),
    roles: await part(Promise.resolve(["x"]), false),
    groups: await part<string, string>(refusal(403, "E0000006"), false),
  };
  assert.deepEqual(countsOf(parts), { apps: 2, roles: 1 });
  assert.deepEqual(rowsOf(parts), { apps: [{ label: "Slack" }, { label: "Zoom" }] });
  assert.deepEqual(textsOf(parts), ["Apps: 2\nlabel\nSlack\nZoom"]);
  assert.deepEqual(refusalsOf(parts), ["groups: no role"]);
});

Deno.test("only a lack of rights or of a feature is borne", async () => {
  assert.deepEqual(await readable(refusal(403)), { refused: "no role" });
  assert.deepEqual(await readable(refusal(401, "E0000015")), { refused: "no role" });
  await assert.rejects(readable(refusal(401, "E0000011")), OktaError);
  await assert.rejects(readable(refusal(500)), OktaError);
  await assert.rejects(readable(Promise.reject(new TypeError("fault"))), TypeError);
});
