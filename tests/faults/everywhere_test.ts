import assert from "node:assert/strict";
import { READS } from "../real/cases.ts";
import { startFaultyOrg } from "./faulty_org.ts";
import { answers, refuses } from "./wire.ts";

/** Answers that are JSON and yet nothing that was asked for, and refusals of what a token may not see. */
const ODDITIES = {
  "null": "null",
  "an empty object": "{}",
  "an empty list": "[]",
  "a list of nothing": "[null]",
  "a text": '"text"',
  "an object of nulls": '{"id":null,"status":null,"profile":null,"_links":null,"_embedded":null,"credentials":null}',
  "a list of lists": "[[],[[]],7]",
};

for (const [tool, args] of Object.entries(READS)) {
  Deno.test(`${tool}: any one of its requests may be answered oddly or refused`, async () => {
    await using org = await startFaultyOrg(30);
    const right = await org.call(tool, args);
    assert.equal(right.kind, "answer", right.text);
    const requests = org.proxy.seen.length;
    const faults = [
      ...Object.values(ODDITIES).map((body) => answers(200, { "content-type": "application/json" }, body)),
      refuses(403, "E0000006"),
      refuses(404, "E0000007"),
    ];
    for (let place = 0; place < requests; place++) {
      // In turns, a third of them at each place: all of them at all places would take a minute.
      for (const fault of faults.filter((_, index) => requests <= 3 || index % 3 === place % 3)) {
        let nth = 0;
        org.proxy.script = () => nth++ === place ? fault : undefined;
        const { text } = await org.call(tool, args);
        assert.doesNotMatch(
          text,
          /^Internal error|\bundefined\b|\[object|\bNaN\b|Invalid Date/,
          `request ${place + 1}`,
        );
      }
    }
  });
}
