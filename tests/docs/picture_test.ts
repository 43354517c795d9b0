import assert from "node:assert/strict";

Deno.test("the picture of README.md stands alone, small, with the text that the program wrote", async () => {
  const svg = await Deno.readTextFile("docs/terminal.svg");
  assert.ok(svg.length < 12_000, `${svg.length} bytes`);
  assert.doesNotMatch(svg.replace("http://www.w3.org/2000/svg", ""), /https?:|<image|<script|@import|url\(/);
  const text = svg.replace(/<style>.*?<\/style>|<[^>]+>/gs, "");
  for (const said of ["investigate_user", "This is certain.", "unlock_user_account", "Do this? [y/N] y", "Done"]) {
    assert.ok(text.includes(said), said);
  }
});
