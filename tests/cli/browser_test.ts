import assert from "node:assert/strict";
import { browserPath, openBrowser } from "../../src/cli/browser.ts";

Deno.test("only web pages are opened", async () => {
  for (const url of ["file:///etc/passwd", "javascript:alert(1)", "mailto:jane@harbor.example"]) {
    assert.equal(await openBrowser(new URL(url)), false);
  }
});

Deno.test("the path of the browser is absolute, so that no PATH is needed", () => {
  for (const os of ["linux", "darwin"] as const) assert.match(browserPath(os) ?? "", /^\//);
  assert.match(browserPath("windows") ?? "", /^C:\\/);
  assert.equal(browserPath("freebsd"), undefined);
});
