import assert from "node:assert/strict";
import { jsonBytes } from "../../bench/listing.ts";
import { grownOrg } from "../../bench/orgs.ts";
import { realAnswers, VERSIONS } from "../../scripts/early.ts";
import { COMPILED } from "../real/program.ts";
import { NOW, startOrg } from "../tools/harness.ts";

/** The most bytes that a client may have to take in before anything has been asked, output schemas and all. */
const WHOLE_LIST = 40_000;

/** The most bytes of an answer about thousands of people. */
const LARGE_LIST = 12_000;

/** The most bytes of code that may be loaded before tools/list is answered. */
const START = 48_000;

/** The most bytes that our code may add to the runtime. */
const BUNDLE = 3_000_000;

Deno.test(`the default tools/list answer takes at most ${WHOLE_LIST} bytes in either era`, async () => {
  for (const version of [VERSIONS[0]!, VERSIONS.at(-1)!]) {
    const lines = await realAnswers(() => undefined, version);
    const bytes = new TextEncoder().encode(lines.at(-1)).length;
    assert.ok(bytes <= WHOLE_LIST, `${bytes} bytes for ${version}`);
  }
});

Deno.test(`of 2,000 users a list shows at most ${LARGE_LIST} bytes and goes on, a count says how many`, async () => {
  await using org = await startOrg({ state: grownOrg({ users: 2_000 }, NOW) });
  const { text, data } = await org.call("list_users");
  assert.ok(new TextEncoder().encode(text).length <= LARGE_LIST, text);
  assert.ok(jsonBytes(data) <= LARGE_LIST);
  assert.match(text, /cursor=/);
  const counted = await org.call("list_users", { count_only: true });
  assert.equal(counted.data.count, 2_000);
});

const BUNDLED = new URL("../../dist/bundle/", import.meta.url);

Deno.test(`a start loads at most ${START} bytes of code`, { ignore: !COMPILED }, async () => {
  const loaded = new Map<string, number>();
  async function load(file: string) {
    if (loaded.has(file)) return;
    const code = await Deno.readTextFile(new URL(file, BUNDLED));
    loaded.set(file, code.length);
    for (const [, imported] of code.matchAll(/\b(?:import|export)(?:[\w*{}\s,$]+from)?"(\.\/[^"]+)"/g)) {
      await load(imported!);
    }
  }
  await load("./main.js");
  const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(bytes <= START, `${bytes} bytes: ${JSON.stringify([...loaded])}`);
});

Deno.test(`our own part of the program takes at most ${BUNDLE} bytes`, { ignore: !COMPILED }, () => {
  const bytes = [...Deno.readDirSync(BUNDLED)].reduce(
    (sum, { name }) => sum + Deno.statSync(new URL(name, BUNDLED)).size,
    0,
  );
  assert.ok(bytes <= BUNDLE, `${bytes} bytes`);
});
