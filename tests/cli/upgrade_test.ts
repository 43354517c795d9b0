import assert from "node:assert/strict";
import { upgradeAdvice } from "../../src/cli/upgrade.ts";

const compiled = (path: string, os: typeof Deno.build.os = "linux") => upgradeAdvice({ path, os, isCompiled: true });

Deno.test("upgrade names the way by which the program was installed", () => {
  assert.match(compiled("/opt/homebrew/bin/mcp-okta-support", "darwin"), /brew upgrade mcp-okta-support/);
  assert.match(compiled("/usr/local/Cellar/mcp-okta-support/0.1.0/bin/mcp-okta-support"), /brew upgrade/);
  assert.match(compiled("C:\\Users\\jo\\scoop\\apps\\mcp-okta-support\\current\\x.exe", "windows"), /scoop update/);
  const extension = "/Users/jo/Library/Application Support/Claude/Claude Extensions/okta/server/mcp-okta-support";
  assert.match(compiled(extension, "darwin"), /\.mcpb file from https:\/\/github\.com\//);
  assert.match(compiled("/src/mcp-okta-support/dist/mcp-okta-support"), /git pull && \.\/denow task compile/);
  assert.match(upgradeAdvice({ path: "/usr/bin/deno", os: "linux", isCompiled: false }), /from source.*git pull/);
});

Deno.test("upgrade gives the install script, and tells it a folder that is not its own", () => {
  assert.match(compiled("/home/jo/.local/bin/mcp-okta-support"), /curl -fsSL \S+\/install\.sh \| sh\n/);
  assert.match(compiled("/srv/bin/mcp-okta-support"), /install\.sh \| MCP_OKTA_SUPPORT_BIN='\/srv\/bin' sh\n/);
  const windows = "C:\\Users\\jo\\AppData\\Local\\Programs\\mcp-okta-support\\mcp-okta-support.exe";
  assert.match(compiled(windows, "windows"), /PowerShell:\n {2}irm \S+\/install\.ps1 \| iex\n/);
  assert.match(compiled("D:\\tools\\mcp-okta-support.exe", "windows"), /MCP_OKTA_SUPPORT_BIN = 'D:\\tools'\n/);
});
