import assert from "node:assert/strict";
import fc from "fast-check";
import { FormatError } from "../../src/install/format.ts";
import { toml } from "../../src/install/toml.ts";

const server = ["mcp_servers", "okta"];
const attach = (text: string) => {
  const withCommand = toml.set(text, [...server, "command"], "C:\\okta.exe");
  const withArgs = toml.set(withCommand, [...server, "args"], ["--env-file", "/x y"]);
  return toml.set(withArgs, [...server, "env", "OKTA_ORG_URL"], "https://acme.okta.com");
};
const block = `[mcp_servers.okta]
command = "C:\\\\okta.exe"
args = ["--env-file", "/x y"]

[mcp_servers.okta.env]
OKTA_ORG_URL = "https://acme.okta.com"
`;

Deno.test("a new table goes to the end, and away again", () => {
  const text = `model = "o9" # mine\n\n[projects."/home/x"]\ntrust_level = "trusted"\n`;
  assert.equal(attach(text), `${text}\n${block}`);
  assert.equal(attach(attach(text)), attach(text));
  assert.equal(toml.remove(attach(text), server), text);
  assert.equal(attach(""), block);
  assert.equal(toml.remove(block, server), "");
  assert.equal(attach(`a = 1`), `a = 1\n\n${block}`);
});

Deno.test("in a table that is there, only the keys that differ change", () => {
  const text = `# top
[mcp_servers.okta] # ours
command = 'old' # the path
startup_timeout_sec = 20

  [mcp_servers.okta.env]
  OTHER = "1"

[mcp_servers.github]
command = "gh"
`;
  assert.equal(
    attach(text),
    text.replace("'old'", `"C:\\\\okta.exe"`)
      .replace("= 20\n", `= 20\nargs = ["--env-file", "/x y"]\n`)
      .replace(`OTHER = "1"\n`, `OTHER = "1"\n  OKTA_ORG_URL = "https://acme.okta.com"\n`),
  );
  assert.equal(toml.remove(text, server), `# top\n\n[mcp_servers.github]\ncommand = "gh"\n`);
  assert.equal(toml.remove(text, [...server, "env", "OTHER"]), text.replace(`  OTHER = "1"\n`, ""));
});

Deno.test("inline tables and dotted keys are edited where they stand", () => {
  assert.equal(
    attach(`[mcp_servers]\nokta = { command = "x", env = { A = "1" } } # inline\n`),
    `[mcp_servers]\nokta = { command = "C:\\\\okta.exe", env = { A = "1", OKTA_ORG_URL = "https://acme.okta.com" }, ` +
      `args = ["--env-file", "/x y"] } # inline\n`,
  );
  assert.equal(
    attach(`mcp_servers.okta.command = "x"\nb = 2\n`),
    `mcp_servers.okta.command = "C:\\\\okta.exe"\nmcp_servers.okta.args = ["--env-file", "/x y"]\n` +
      `b = 2\n\n[mcp_servers.okta.env]\nOKTA_ORG_URL = "https://acme.okta.com"\n`,
  );
  assert.equal(toml.remove(`[mcp_servers]\nokta = {}\nx = { a = 1 }\n`, server), `[mcp_servers]\nx = { a = 1 }\n`);
  const inline = `x = { a = 1, b = 2, c = 3 }\n`;
  assert.equal(toml.remove(inline, ["x", "a"]), `x = { b = 2, c = 3 }\n`);
  assert.equal(toml.remove(inline, ["x", "c"]), `x = { a = 1, b = 2 }\n`);
});

Deno.test("what only looks like a table is none", () => {
  const text = `prompt = """
[mcp_servers.okta]
command = "no" \\
"""
raw = '''
[mcp_servers.okta]'''
list = [
  "[mcp_servers.okta]", # [mcp_servers.okta]
  [1, 2],
]
date = 1979-05-27 07:32:00Z
f = -1.5e+3
"quoted key" = 'a'
[[profiles]]
a."b.c" = true
`;
  assert.equal(attach(text), `${text}\n${block}`);
  assert.equal(toml.remove(attach(text), server), text);
  assert.equal(toml.remove(text, server), text);
});

Deno.test("what is no TOML is refused with the place", () => {
  for (
    const [text, message] of [
      [`a = \n`, /line 1, column 5/],
      [`a = 1 2\n`, /line 1/],
      [`[a\nb = 1`, /line 1, column 3/],
      [`x = "open\n`, /line 1, column 5/],
      [`ok = 1\n= 2`, /unexpected = in line 2, column 1/],
    ] as const
  ) {
    assert.throws(() => toml.set(text, ["b"], 1), (error: Error) => {
      assert.ok(error instanceof FormatError, text);
      assert.match(error.message, message);
      return true;
    });
  }
});

/** Files as people write them: tables with pairs, comments and empty lines between, in any order. */
const line = fc.constantFrom(
  "# note\n",
  "\n",
  'text = "a # b"\n',
  "  n = 1 # one\n",
  "list = [ 'x', # c\n  { y = 2 } ]\n",
  'long = """\n[mcp_servers.okta]\n"""\n',
  "inline = { a.b = 1, c = [] }\n",
);
const table = fc.tuple(
  fc.constantFrom("[a]", '[mcp_servers."x y"]', "[[b.c]] # many", " [ mcp_servers . gh ]"),
  fc.array(line, { maxLength: 5 }),
);
const file = fc.tuple(fc.array(line, { maxLength: 4 }), fc.array(table, { maxLength: 4 })).map(([top, tables]) =>
  top.join("") + tables.map(([header, lines]) => `${header}\n${lines.join("")}`).join("")
);

Deno.test("property: attaching keeps every line, is done once, and can be taken back", () => {
  fc.assert(
    fc.property(file, fc.boolean(), (unix, windows) => {
      const text = windows ? unix.replaceAll("\n", "\r\n") : unix;
      const after = attach(text);
      assert.ok(after.startsWith(text), "nothing before the new table changes");
      assert.equal(attach(after), after);
      assert.equal(toml.remove(after, server).trimEnd(), text.trimEnd());
      assert.equal(/(?<!\r)\n/.test(after), !windows || (text === "" && after !== ""));
    }),
    { numRuns: 500 },
  );
});
