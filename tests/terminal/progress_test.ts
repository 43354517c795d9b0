import assert from "node:assert/strict";
import { ProgressLine } from "../../src/terminal/progress.ts";

function onSurface(isTerminal: boolean) {
  let written = "";
  const surface = { write: (text: string) => void (written += text), isTerminal, colour: false, columns: () => 20 };
  return { line: new ProgressLine(surface), written: () => written };
}

Deno.test("progress is one line that never wraps, and is gone afterwards", () => {
  const { line, written } = onSurface(true);
  line.clear();
  assert.equal(written(), "");
  line.show("Checked policies", 1, 7);
  line.show("短い");
  assert.equal(written(), "\rChecked policies (…\u001b[K\r短い…\u001b[K");
  line.clear();
  line.clear();
  assert.ok(written().endsWith("短い…\u001b[K\r\u001b[K"));
});

Deno.test("where nobody looks there is no progress", () => {
  const { line, written } = onSurface(false);
  line.show("Counting");
  line.clear();
  assert.equal(written(), "");
});
