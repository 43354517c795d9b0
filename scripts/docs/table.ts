/** A table of Markdown in columns, as the formatter would have it; the first row is its head. Numbers stand to the right. */
export function table([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)));
  const isNumeric = head.map((_, column) => rows.every((row) => /^[\d,.]*$/.test(row[column]!)));
  const line = (cells: string[]) =>
    `| ${
      cells.map((cell, column) => isNumeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))
        .join(" | ")
    } |`;
  const rule = widths.map((width, column) => isNumeric[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}
