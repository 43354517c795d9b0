import { Buffer } from "node:buffer";

interface Lock {
  specifiers: Record<string, string>;
  npm: Record<string, { integrity: string; dependencies?: string[] }>;
}

/**
 * A software bill of materials in CycloneDX 1.6, from the lock file. What src/ imports, and what that needs, is in the
 * program (`required`); the rest builds or tests it (`excluded`). It names no time and no serial number: same lock,
 * same bytes.
 */
export function sbom(lock: Lock, imported: ReadonlySet<string>, version: string, deno: string): string {
  const shipped = new Set<string>();
  const add = (key: string) => {
    if (shipped.has(key)) return;
    shipped.add(key);
    lock.npm[key]?.dependencies?.forEach((dependency) => add(keyOf(lock, dependency)));
  };
  for (const [specifier, resolved] of Object.entries(lock.specifiers)) {
    const name = nameOf(specifier.replace(/^npm:/, ""));
    if (imported.has(name)) add(`${name}@${resolved}`);
  }
  const components = Object.entries(lock.npm).map(([key, { integrity }]) =>
    component(key, integrity, shipped.has(key))
  );
  const runtime = {
    type: "platform",
    "bom-ref": `deno@${deno}`,
    name: "deno",
    version: deno,
    scope: "required",
    purl: `pkg:github/denoland/deno@v${deno}`,
  };
  return JSON.stringify(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      version: 1,
      metadata: { component: { type: "application", name: "mcp-okta-support", version } },
      components: [runtime, ...components],
    },
    null,
    2,
  ) + "\n";
}

/** The packages that the sources of a folder import by name. */
export async function importedPackages(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) (await importedPackages(path)).forEach((name) => names.add(name));
    else if (path.endsWith(".ts")) {
      for (
        const [, name] of (await Deno.readTextFile(path)).matchAll(
          /(?:from|import\()\s*"((?:@[^/"]+\/)?[^./"@:]+)[^":]*"/g,
        )
      ) {
        names.add(name!);
      }
    }
  }
  return names;
}

/** The lock writes a dependency with its version only where there are several. */
function keyOf(lock: Lock, dependency: string): string {
  if (dependency in lock.npm) return dependency;
  const key = Object.keys(lock.npm).find((candidate) =>
    nameOf(candidate) === dependency || candidate.startsWith(`${dependency}_`)
  );
  if (key === undefined) throw new Error(`deno.lock has no ${dependency}`);
  return key;
}

const nameOf = (key: string) => key.slice(0, key.indexOf("@", 1));

function component(key: string, integrity: string, isShipped: boolean) {
  const name = nameOf(key);
  const version = key.slice(name.length + 1).split("_")[0]!; // what follows are the peers that it was resolved with
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return {
    type: "library",
    "bom-ref": key,
    name,
    version,
    scope: isShipped ? "required" : "excluded",
    hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex") }],
    purl,
  };
}
