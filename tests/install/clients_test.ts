import assert from "node:assert/strict";
import type { Client, Entry, Machine } from "../../src/install/client.ts";
import { CLIENTS } from "../../src/install/clients.ts";

function machine(os: Machine["os"], environment: Record<string, string>, folders: string[] = []): Machine {
  return { os, environment: (name) => environment[name], list: () => folders };
}
const mac = machine("darwin", { HOME: "/Users/jo" });
const linux = machine("linux", { HOME: "/home/jo" });
const windows = machine("windows", {
  USERPROFILE: "C:\\Users\\jo",
  APPDATA: "C:\\Users\\jo\\AppData\\Roaming",
  LOCALAPPDATA: "C:\\Users\\jo\\AppData\\Local",
});

const FILES: Record<string, [mac: string, linux: string, windows: string]> = {
  "claude-desktop": [
    "/Users/jo/Library/Application Support/Claude/claude_desktop_config.json",
    "/home/jo/.config/Claude/claude_desktop_config.json",
    "C:\\Users\\jo\\AppData\\Roaming\\Claude\\claude_desktop_config.json",
  ],
  "claude-code": ["/Users/jo/.claude.json", "/home/jo/.claude.json", "C:\\Users\\jo\\.claude.json"],
  vscode: [
    "/Users/jo/Library/Application Support/Code/User/mcp.json",
    "/home/jo/.config/Code/User/mcp.json",
    "C:\\Users\\jo\\AppData\\Roaming\\Code\\User\\mcp.json",
  ],
  cursor: ["/Users/jo/.cursor/mcp.json", "/home/jo/.cursor/mcp.json", "C:\\Users\\jo\\.cursor\\mcp.json"],
  codex: ["/Users/jo/.codex/config.toml", "/home/jo/.codex/config.toml", "C:\\Users\\jo\\.codex\\config.toml"],
  gemini: [
    "/Users/jo/.gemini/settings.json",
    "/home/jo/.gemini/settings.json",
    "C:\\Users\\jo\\.gemini\\settings.json",
  ],
};

Deno.test("every client's file is found by the platform's custom", () => {
  assert.deepEqual(CLIENTS.map(({ id }) => id), Object.keys(FILES));
  for (const client of CLIENTS) {
    assert.deepEqual([mac, linux, windows].map((machine) => client.file(machine)), FILES[client.id], client.id);
  }
});

Deno.test("what a person or a package has moved is followed", () => {
  const file = (id: string, machine: Machine) => CLIENTS.find((client) => client.id === id)!.file(machine);
  const moved = machine("linux", {
    HOME: "/home/jo",
    XDG_CONFIG_HOME: "/cfg",
    CODEX_HOME: "/cx",
    CLAUDE_CONFIG_DIR: "/cc",
  });
  assert.equal(file("vscode", moved), "/cfg/Code/User/mcp.json");
  assert.equal(file("codex", moved), "/cx/config.toml");
  assert.equal(file("claude-code", moved), "/cc/.claude.json");
  assert.equal(
    file("claude-desktop", machine("windows", { LOCALAPPDATA: "C:\\Local" }, ["Other_1", "Claude_abc123"])),
    "C:\\Local\\Packages\\Claude_abc123\\LocalCache\\Roaming\\Claude\\claude_desktop_config.json",
  );
  assert.equal(file("cursor", machine("linux", {})), undefined);
});

const entry: Entry = {
  name: "okta",
  command: "C:\\okta.exe",
  args: ["--env-file", "/x"],
  env: { OKTA_ORG_URL: "https://acme.okta.com" },
  secrets: new Map([["OKTA_API_TOKEN", "00secret"]]),
};

function applied({ format }: Client, edits: ReturnType<Client["attach"]>, text: string): string {
  return edits.reduce(
    (text, { path, value }) => value === undefined ? format.remove(text, path) : format.set(text, path, value),
    text,
  );
}

Deno.test("each client gets the entry in its own form, and its own way of keeping secrets", () => {
  const server = { command: "C:\\okta.exe", args: ["--env-file", "/x"] };
  const env = (token: string) => ({ OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: token });
  const expected: Record<string, unknown> = {
    "claude-desktop": { mcpServers: { okta: { ...server, env: env("00secret") } } },
    "claude-code": { mcpServers: { okta: { type: "stdio", ...server, env: env("${OKTA_API_TOKEN}") } } },
    cursor: { mcpServers: { okta: { ...server, env: env("${env:OKTA_API_TOKEN}") } } },
    gemini: { mcpServers: { okta: { ...server, env: env("${OKTA_API_TOKEN}") } } },
    vscode: {
      inputs: [{ type: "promptString", id: "okta-api-token", description: "Okta API token", password: true }],
      servers: { okta: { type: "stdio", ...server, env: env("${input:okta-api-token}") } },
    },
  };
  for (const client of CLIENTS.filter(({ id }) => id !== "codex")) {
    const text = applied(client, client.attach(entry), "");
    assert.deepEqual(JSON.parse(text), expected[client.id], client.id);
    assert.equal(text.includes("00secret"), client.secrets === "file", client.id);
  }
  const codex = CLIENTS.find(({ id }) => id === "codex")!;
  assert.equal(
    applied(codex, codex.attach(entry), ""),
    `[mcp_servers.okta]
command = "C:\\\\okta.exe"
env_vars = ["OKTA_API_TOKEN"]
args = ["--env-file", "/x"]

[mcp_servers.okta.env]
OKTA_ORG_URL = "https://acme.okta.com"
`,
  );
});

Deno.test("attaching again changes nothing; another credential takes the old one's place; a person's own keys stay", () => {
  for (const client of CLIENTS) {
    const root = ({ codex: "mcp_servers", vscode: "servers" } as Record<string, string>)[client.id] ?? "mcpServers";
    const once = applied(client, client.attach(entry), "");
    assert.equal(applied(client, client.attach(entry), once), once, client.id);
    const own = client.format.set(once, [root, "okta", "timeout"], 5);
    const other: Entry = { ...entry, args: [], env: { OKTA_CLIENT_ID: "0oa1" }, secrets: new Map() };
    const after = applied(client, client.attach(other), own);
    assert.match(after, /timeout"?\s*[:=]\s*5/, client.id);
    assert.match(after, /0oa1/, client.id);
    assert.doesNotMatch(after, /OKTA_ORG_URL|OKTA_API_TOKEN|--env-file/, client.id);
  }
});

Deno.test("detaching takes away what attaching brought, and the demo org only its own", () => {
  for (const client of CLIENTS) {
    const both = applied(client, client.attach({ ...entry, name: "okta-demo", secrets: new Map() }), "");
    const attached = applied(client, client.attach(entry), both);
    const detached = applied(client, client.detach("okta"), attached);
    assert.doesNotMatch(detached, /"okta"|\[mcp_servers\.okta\]|okta-api-token/, client.id);
    assert.match(detached, /okta-demo/, client.id);
    assert.doesNotMatch(applied(client, client.detach("okta-demo"), attached), /okta-demo/, client.id);
  }
});
