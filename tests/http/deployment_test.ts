/** The files for containers say only what the program understands. */
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { parseCommandLine } from "../../src/cli/arguments.ts";
import { readConfig, SETTINGS } from "../../src/config.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import { REPOSITORY, VERSION } from "../../src/version.ts";

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
  assert.equal(container.image, `ghcr.io/${REPOSITORY}:${VERSION}`);
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
    services: Record<string, { command: string[]; healthcheck: { test: string[] }; volumes: string[] }>;
  };
  for (const { command, healthcheck, volumes } of Object.values(services)) {
    const { http } = parseCommandLine(command);
    const [, program, ...words] = healthcheck.test;
    assert.ok(read("Dockerfile").includes(`ENTRYPOINT ["${program}"]`));
    const { command: asks, operands } = parseCommandLine(words);
    assert.deepEqual([asks, ...operands], ["health", String(http?.port)]);
    // The audit log is where the image says, in a folder that the volume keeps.
    const [, state] = /^ENV XDG_STATE_HOME=(.*)$/m.exec(read("Dockerfile")) ?? [];
    assert.ok(volumes.some((volume) => state?.startsWith(`${volume.split(":")[1]}/`)));
  }
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, from]) => from!.split(" "));
  for (const path of copied) Deno.statSync(new URL(`../../${path}`, import.meta.url));
});
