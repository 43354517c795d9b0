import assert from "node:assert/strict";
import { lineDiff } from "../../src/install/diff.ts";

Deno.test("a change is shown with two lines around it, and no more", () => {
  const before = ["one", "two", "three", "four", "five", "six"].map((line) => `${line}\n`).join("");
  assert.equal(
    lineDiff(before, before.replace("four\n", "4\n4b\n")),
    "  two\n  three\n- four\n+ 4\n+ 4b\n  five\n  six",
  );
  assert.equal(lineDiff("", "a\r\nb\r\n"), "+ a\n+ b");
});

Deno.test("changes that lie apart leave out what is between them", () => {
  const middle = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const before = ["a", ...middle, "z"].join("\n");
  const shown = lineDiff(before, ["b", ...middle, "y"].join("\n")).split("\n");
  assert.deepEqual(shown.filter((line) => !line.startsWith("  ")), ["- a", "+ b", "- z", "+ y"]);
  assert.ok(shown.includes("  …"));
  assert.ok(shown.length < 12, shown.join("\n"));
});

Deno.test("no secret is shown, of this program or another", () => {
  const before = `{
  "args": ["--api-key", "sk-other"],
  "GITHUB_TOKEN": "ghp_other",
}`;
  const after = before.replace(
    `,\n}`,
    `,\n  "OKTA_API_TOKEN": "00mine",\n  "X": "\${input:okta-api-token}",\n  "CLIENT_TOKEN": "\${env:OKTA_API_TOKEN}"\n}`,
  );
  const shown = lineDiff(before, after);
  assert.doesNotMatch(shown, /other|00mine/);
  assert.match(shown, /"GITHUB_TOKEN": "…"/);
  assert.match(shown, /\+ {3}"OKTA_API_TOKEN": "…"/);
  assert.match(shown, /\$\{input:okta-api-token\}/);
  assert.match(shown, /"CLIENT_TOKEN": "\$\{env:OKTA_API_TOKEN\}"/);
});

Deno.test("a long line is shown by its ends", () => {
  const shown = lineDiff("", `start${"x".repeat(5000)}end`);
  assert.match(shown, /^\+ start.* … .*end$/);
  assert.ok(shown.length < 200);
});
