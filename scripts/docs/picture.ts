import { present } from "../../src/terminal/present.ts";
import { paint, type Style, STYLES } from "../../src/terminal/paint.ts";
import { width } from "../../src/terminal/width.ts";
import { startDemoOrg } from "./demo_org.ts";

/** Columns of the terminal in the picture, and pixels of its font. */
const COLUMNS = 112;
const FONT = 13;
const LINE = 19;
/** How wide a character of the usual monospaced fonts is at most. */
const CHARACTER = FONT * 0.605;
const MARGIN = 18;

/** On a ground of its own, so that it is legible on a light page and on a dark one. */
const STYLE_SHEET = `text{font:${FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;` +
  "fill:#d1d7e0}" +
  ".bold{font-weight:600;fill:#fff}.dim{fill:#7d8590}.red{fill:#ff7b72}.green{fill:#7ee787}.yellow{fill:#e3b341}" +
  ".blue{fill:#79c0ff}.cyan{fill:#76e3ea}";

/** docs/terminal.svg: a case worked on in a terminal, from a real run on the demo org. */
export async function terminalPicture(): Promise<string> {
  await using org = await startDemoOrg();
  const user = "jane.moreno@harbor.example";
  const terminal = { colour: true, columns: () => COLUMNS };
  const prompt = (tool: string) => paint("cyan", `$ mcp-okta-support --demo call ${tool} user=${user}`);
  const found = await org.call("investigate_user", { user }, "agrees");
  const { asked, text } = await org.call("unlock_user_account", { user }, "agrees");
  return svg([
    prompt("investigate_user"),
    present(found.text!.split("\nWhat would refute it:")[0]!, terminal),
    "…",
    "",
    prompt("unlock_user_account"),
    `${present(`${asked}\n\nDo this?`, terminal)} [y/N] y`,
    present(text!.split("\n", 2).join("\n"), terminal),
  ].join("\n"));
}

/** A character, and the styles that it has. */
interface Cell {
  character: string;
  styles: string;
}

function svg(text: string): string {
  const lines = text.split("\n").flatMap((line) => wrapped(cellsOf(line)));
  const [wide, high] = [Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN), lines.length * LINE + 2 * MARGIN];
  const rows = lines.map((line, index) =>
    line.length === 0 ? "" : `<text x="${MARGIN}" y="${MARGIN + FONT + index * LINE}">${spans(line)}</text>\n`
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" xml:space="preserve">
<title>A locked account is looked into and unlocked, in a terminal</title>
<style>${STYLE_SHEET}</style>
<rect x=".5" y=".5" width="${wide - 1}" height="${high - 1}" rx="8" fill="#161b22" stroke="#444c56"/>
${rows.join("")}</svg>
`;
}

/** The characters of a line with the styles that its control sequences give them. */
function cellsOf(line: string): Cell[] {
  const on = new Set<string>();
  // deno-lint-ignore no-control-regex
  return line.split(/\u001b\[(\d+)m/).flatMap((part, index) => {
    // Text and codes take turns.
    if (index % 2 === 0) return [...part].map((character) => ({ character, styles: [...on].join(" ") }));
    const code = Number(part);
    for (const [style, [begin, end]] of Object.entries(STYLES) as [Style, readonly number[]][]) {
      if (code === begin) on.add(style);
      if (code === end) on.delete(style);
    }
    return [];
  });
}

/** Lines that fit, broken between words; what belongs to a list stands under its text. */
function wrapped(line: Cell[]): Cell[][] {
  const textOf = (cells: Cell[]) => cells.map(({ character }) => character).join("");
  const indent = /^(?:[-!]|\d\.) /.exec(textOf(line))?.[0].length ?? 0;
  const lines: Cell[][] = [];
  let rest = line;
  while (width(textOf(rest)) > COLUMNS) {
    let end = COLUMNS;
    while (rest[end]!.character !== " ") end--;
    lines.push(rest.slice(0, end));
    rest = [...Array<Cell>(indent).fill({ character: " ", styles: "" }), ...rest.slice(end + 1)];
  }
  return [...lines, rest];
}

/** Neighbours of one style in one span. */
function spans(line: Cell[]): string {
  const runs: Cell[] = [];
  for (const { character, styles } of line) {
    const last = runs.at(-1);
    if (last?.styles === styles) last.character += character;
    else runs.push({ character, styles });
  }
  return runs.map(({ character: text, styles }) => {
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return styles === "" ? escaped : `<tspan class="${styles}">${escaped}</tspan>`;
  }).join("");
}
