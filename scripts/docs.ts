// deno-lint-ignore-file no-console
/** Writes the generated pages of docs/; `--check` writes nothing and fails where one is stale. */
import { investigationsPage } from "./docs/investigations.ts";
import { terminalPicture } from "./docs/picture.ts";
import { readmePage } from "./docs/readme.ts";
import { reliabilityPage } from "./docs/reliability.ts";
import { toolsPage } from "./docs/tools.ts";
import { usagePage } from "./docs/usage.ts";

const PAGES: Record<string, () => string | Promise<string>> = {
  "README.md": readmePage,
  "docs/terminal.svg": terminalPicture,
  "docs/tools.md": toolsPage,
  "docs/usage.md": usagePage,
  "docs/investigations.md": investigationsPage,
  "docs/reliability.md": reliabilityPage,
};

const check = Deno.args.includes("--check");
const stale: string[] = [];
for (const [path, page] of Object.entries(PAGES)) {
  const text = (await page()).trimEnd() + "\n";
  if (text === await Deno.readTextFile(path).catch(() => "")) continue;
  stale.push(path);
  if (!check) await Deno.writeTextFile(path, text);
}
if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(", ")}. Run \`deno task docs\`.`);
  Deno.exit(1);
}
