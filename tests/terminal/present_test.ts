import assert from "node:assert/strict";
import { csv } from "../../src/mcp/output.ts";
import { present } from "../../src/terminal/present.ts";

const plain = (columns: number) => ({ colour: false, columns: () => columns });
const coloured = { colour: true, columns: () => 80 };

const PEOPLE = csv([
  { name: "Jane Moreno", login: "jane@harbor.example", title: 'the "boss", often' },
  { name: "渡辺 健二", login: "kenji@harbor.example", title: "" },
], ["name", "login", "title"]);

Deno.test("CSV is a table whose columns stand under each other, wide characters included", () => {
  assert.deepEqual(present(`2 users.\n${PEOPLE}\nMore: cursor=abc`, plain(80)).split("\n"), [
    "2 users.",
    "name         login                 title",
    'Jane Moreno  jane@harbor.example   the "boss", often',
    "渡辺 健二    kenji@harbor.example",
    "More: cursor=abc",
  ]);
});

Deno.test("where a table is too wide, its cells wrap between words; where that is not enough, each row is a block", () => {
  assert.deepEqual(present(PEOPLE, plain(37)).split("\n"), [
    "name    login                 title",
    "Jane    jane@harbor.example   the",
    'Moreno                        "boss",',
    "                              often",
    "渡辺    kenji@harbor.example",
    "健二",
  ]);
  assert.deepEqual(present(PEOPLE, plain(30)).split("\n"), [
    "",
    "name   Jane Moreno",
    "login  jane@harbor.example",
    'title  the "boss", often',
    "",
    "name   渡辺 健二",
    "login  kenji@harbor.example",
    "",
  ]);
});

Deno.test("prose that has commas is no table", () => {
  const text = "First line.\nroles,then\nno table: it has one cell";
  assert.equal(present(text, plain(80)), text);
});

Deno.test("headings are bold, states and warnings coloured, and each style ends where it should", () => {
  const text = 'Unlock "Jane" (LOCKED_OUT)\nEvidence:\n- app holds\n! Not yet.\nNext: wait\nExample\n  call x';
  assert.deepEqual(present(text, coloured).split("\n"), [
    '\u001b[1mUnlock "Jane" (\u001b[31mLOCKED_OUT\u001b[39m)\u001b[22m',
    "\u001b[1mEvidence:\u001b[22m",
    "- app \u001b[32mholds\u001b[39m",
    "\u001b[33m! Not yet.\u001b[39m",
    "\u001b[1mNext:\u001b[22m wait",
    "\u001b[1mExample\u001b[22m",
    "  call x",
  ]);
});

Deno.test("a change to a file is told by colour: what goes, and what comes", () => {
  const shown = present("Write it?\n  {\n- old\n+ new\n  }", coloured).split("\n");
  assert.deepEqual(shown.slice(2, 4), ["\u001b[31m- old\u001b[39m", "\u001b[32m+ new\u001b[39m"]);
});
