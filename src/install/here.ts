import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { InstallScene } from "../cli/install.ts";
import { askPerson } from "../terminal/ask.ts";

/** This machine, this program and the person at the terminal, as an installation sees them. */
export function installScene(
  settings: Pick<InstallScene, "demo" | "environment" | "envFile">,
): InstallScene {
  const isCompiled = Deno.build.standalone;
  return {
    ...settings,
    machine: { os: Deno.build.os, environment: (name) => Deno.env.get(name), list },
    program: {
      command: Deno.execPath(),
      args: isCompiled ? [] : ["run", "-A", fileURLToPath(Deno.mainModule)],
    },
    network: (name) => Deno.env.get(name),
    absolute: (path) => resolve(path),
    now: new Date(),
    confirm: (question) => askPerson(question, new AbortController().signal),
  };
}

function list(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return []; // no such folder: what is looked for is not in it
  }
}
