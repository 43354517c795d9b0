import assert from "node:assert/strict";
import { startOrg } from "../tools/harness.ts";

Deno.test("the example tool of CONTRIBUTING.md works as its example test says", async () => {
  const page = await Deno.readTextFile("CONTRIBUTING.md");
  const [tool, test] = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!);
  // Beneath the repository, so that deno.json names the packages.
  await Deno.mkdir("dist", { recursive: true });
  const folder = await Deno.makeTempDir({ dir: "dist" });
  try {
    const path = await Deno.realPath(folder);
    await Deno.writeTextFile(
      `${path}/example.ts`,
      tool!.replaceAll(/"\.\.?\/(?=\w)/g, (from) => from === '"./' ? '"../../src/tools/' : '"../../src/'),
    );
    const { getLastSignIn } = await import(`file://${path}/example.ts`);
    assert.ok(test!.includes(`"${getLastSignIn.name}"`));
    await using org = await startOrg();
    (org.host.tools as unknown[]).push(getLastSignIn);
    const { text } = await org.call(getLastSignIn.name, { user: "jane.moreno@harbor.example" });
    assert.match(text, /^Last sign-in \d{4}-/);
    const never = await org.call(getLastSignIn.name, { user: "tom.becker@harbor.example" });
    assert.equal(never.data.lastLogin, undefined);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
