/** The files for containers say only what the program understands. */
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { parseCommandLine } from "../../src/cli/arguments.ts";
import { readConfig, SETTINGS } from "../../src/config.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import { VERSION } from "../../src/version.ts";

const read = (path: string) => Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));

interface Manifest {
  kind: string;
  stringData?: Record<string, string>;
  data?: Record<string, string>;
  spec?: { template?: { spec: { containers: { image: string; args: string[]; env: { name: string }[] }[] } } };
}

Deno.test("the Kubernetes example starts this version with settings that it accepts", () => {
  const manifests = parseAllDocuments(read("examples/kubernetes.yaml")).map((page) => page.toJS() as Manifest);
  const [container] = manifests.find(({ kind }) => kind === "Deployment")?.spec?.template?.spec.containers ?? [];
  assert.ok(container);
  assert.ok(container.image.endsWith(`:${VERSION}`), container.image);
  const { http } = parseCommandLine(container.args);
  assert.ok(http);
  const settings: Record<string, string> = Object.assign(
    {},
    ...manifests.map(({ stringData, data }) => ({
      ...stringData,
      ...data,
    })),
  );
  const names = [...Object.keys(settings), ...container.env.map(({ name }) => name)];
  const known: readonly string[] = [...SETTINGS, "POD_NAME"];
  assert.deepEqual(names.filter((name) => !known.includes(name)), []);
  const result = readConfig((name) => settings[name], { demo: false, tools: TOOLS, http });
  assert.ok("config" in result, JSON.stringify(result));
  assert.ok(result.config.http?.auth?.rules?.length);
});

Deno.test("the compose file and the image start the program", () => {
  const { services } = parseAllDocuments(read("compose.yaml"))[0]!.toJS() as {
    services: Record<string, { command: string[]; environment: Record<string, string> }>;
  };
  for (const { command, environment } of Object.values(services)) {
    assert.ok(parseCommandLine(command).http);
    assert.ok(Object.keys(environment).every((name) => (SETTINGS as readonly string[]).includes(name)));
  }
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, from]) => from!.split(" "));
  for (const path of copied) Deno.statSync(new URL(`../../${path}`, import.meta.url));
});
