import assert from "node:assert/strict";
import { packageOf } from "../../scripts/release/packages.ts";
import { completionScript } from "../../src/cli/completions.ts";
import { errorsIn } from "./powershell.ts";

Deno.test("install.ps1, what tries it and the completions for PowerShell are PowerShell", async () => {
  const script = await packageOf("install.ps1", new Map());
  assert.deepEqual(await errorsIn(script), []);
  assert.notDeepEqual(await errorsIn(script.slice(0, -3)), []);
  assert.deepEqual(await errorsIn(await Deno.readTextFile("tests/release/install.ps1")), []);
  assert.deepEqual(await errorsIn(completionScript(["powershell"], ["get_user_details"])), []);
});
