import { baseline } from "../../bench/baseline.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import { isWanted } from "../../src/tools/exposure.ts";
import { table } from "./table.ts";

/** The table of README.md that compares this server with others. Theirs was read and run; ours is what was measured. */
export async function peersTable(): Promise<string> {
  const measured = await baseline();
  const value = (row: string, measure: string): number => {
    const found = measured[row]?.[measure];
    if (found === undefined) throw new Error(`bench/baseline.json has no ${row}: ${measure}`);
    return found;
  };
  const tools = TOOLS.filter((tool) => isWanted(tool, { toolsets: ["support"], readOnly: false })).length;
  const kilobytes = (value("tool_list", "default, whole answer") / 1000).toFixed(0);
  const seconds = (value("start", "warm, spawn to tools/list") / 1000).toFixed(2);
  const megabytes = value("memory", "at rest").toFixed(0);
  return table([
    ["", "this server", "okta 1.1.4", "fctr-id", "kapilduraphe", "indranilokg"],
    ["Tools", String(tools), "109", "18", "21", "10"],
    ["From start to tools/list", `${seconds} s`, "6.5–8.8 s", "–", "1.2–1.4 s", "0.4 s"],
    ["Memory at rest", `${megabytes} MB`, "154 MB", "–", "126–135 MB", "64 MB"],
    ["tools/list", `${kilobytes} kB`, "150 kB", "–", "9 kB", "13 kB"],
    ["Says the cause, with evidence and next step", "yes", "no", "no", "no", "no"],
    ["Asks a person before a change", "always", "8 tools act unasked without elicitation", "stub", "no", "no"],
    ["Shows before → after; undoes", "yes; yes", "no; no", "no; no", "no; no", "no; no"],
    ["Read-only mode", "yes", "by scopes", "always", "no", "no"],
    ["Bounds the size of an answer", "yes", "no", "no", "no", "no"],
    ["Keeps within Okta's rate limits", "waits ahead", "retries", "not wired", "no", "no"],
    ["OAuth; DPoP", "yes; yes", "yes; no", "no; no", "no; no", "no; no"],
    ["One file to install; demo org", "yes; yes", "no; no", "no; no", "no; no", "no; no"],
  ]);
}
