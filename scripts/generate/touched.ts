import type { Operation } from "../../src/okta/operations.ts";

/**
 * Which tools send an operation, found in the sources: from a tool's module, every declaration that it uses, and what
 * those use, is searched for the API's paths. The tools that call whatever they are told are left out.
 * @param sources The text of the modules under src/, by their path from the project's folder: `/src/tools/x.ts`.
 */
export function toolsByPath(sources: ReadonlyMap<string, string>): (operation: Operation) => string[] {
  const modules = new Map([...sources].map(([path, text]) => [path, toModule(path, text)]));
  const tools = [...modules.keys()]
    .filter((path) => /^\/src\/tools\/[a-z]+_[a-z_]+\.ts$/.test(path) && !path.includes("okta_operation"))
    .map((path) => ({
      name: path.replace(/^.*\/|\.ts$/g, ""),
      sends: requestsIn([...usedBy(path, modules)].join("\n")),
    }));
  return ({ method, path }) =>
    tools.filter(({ sends }) => sends.some((one) => one.method === method && one.path.test(path))).map(({ name }) =>
      name
    );
}

interface Module {
  /** The text of each top-level declaration, by its name. */
  declarations: ReadonlyMap<string, string>;
  /** The module that an imported name comes from. */
  imports: ReadonlyMap<string, { module: string; name: string }>;
}

/** The sources are formatted: what begins in the first column begins a declaration. */
function toModule(path: string, text: string): Module {
  const declarations = new Map<string, string>();
  for (const chunk of text.split(/^(?=(?:export )?(?:async )?(?:function\*?|const|let|class) )/m)) {
    const name = chunk.match(/^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)/)?.[1];
    if (name !== undefined) declarations.set(name, chunk);
  }
  const imports = new Map<string, { module: string; name: string }>();
  for (const [, names, from] of text.matchAll(/^import \{(.*?)\} from "(\..+?)";/gms)) {
    for (const item of names!.split(",").filter((one) => one.trim() !== "")) {
      const [name = "", local = name] = item.trim().split(" as ");
      imports.set(local, { module: new URL(from!, `file://${path}`).pathname, name });
    }
  }
  return { declarations, imports };
}

/** The declarations of a module and all that they use, of whatever module. */
function usedBy(start: string, modules: ReadonlyMap<string, Module>): Set<string> {
  const used = new Set<string>();
  function visit(path: string, name: string): void {
    const { declarations, imports } = modules.get(path) ?? {};
    const origin = imports?.get(name);
    if (origin !== undefined) return visit(origin.module, origin.name);
    const text = declarations?.get(name);
    if (text === undefined || used.has(text)) return;
    used.add(text);
    for (const [word] of text.matchAll(/\b[A-Za-z_]\w*\b/g)) visit(path, word);
  }
  for (const name of modules.get(start)?.declarations.keys() ?? []) visit(start, name);
  return used;
}

/** The requests that a source names: a path behind `api.POST(` is posted to, any other is read. */
function requestsIn(source: string): { method: string; path: RegExp }[] {
  const paths = source.matchAll(/(?:api\.([A-Z]+)\(\s*)?["`](\/[a-z0-9.-]+\/[^"`\s]*)["`]/g);
  return [...paths].map(([, method = "GET", path]) => ({
    method,
    // A part that is filled in at run time stands for any one segment.
    path: new RegExp(`^${path!.split(/\$\{.*?\}/).map(RegExp.escape).join("[^/]+")}$`),
  }));
}

/** The sources of the program, for {@linkcode toolsByPath}. */
export async function readSources(root: URL): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  async function read(folder: string): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
      if (isDirectory) await read(`${folder}${name}/`);
      else if (name.endsWith(".ts")) {
        sources.set(`/${folder}${name}`, await Deno.readTextFile(new URL(folder + name, root)));
      }
    }
  }
  for (const folder of ["src/tools/", "src/okta/", "src/investigate/"]) await read(folder);
  return sources;
}
