/** The pages that people read. */
export const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"],
  ...Array.from(Deno.readDirSync("docs"), ({ name }) => `docs/${name}`).filter((path) => path.endsWith(".md")).sort(),
];
