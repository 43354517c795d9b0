import type { Config } from "../config.ts";
import { explain, oauthOptions } from "../program.ts";
import type { Surface } from "../terminal/surface.ts";
import { UsageError } from "./arguments.ts";
import { openBrowser } from "./browser.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";

/**
 * The commands `login` and `logout`: answers whether they did it.
 * @throws UsageError where there is nothing to sign in to.
 */
export async function signInOrOut(
  command: "login" | "logout",
  config: Config,
  out: Surface,
  side: Surface,
): Promise<boolean> {
  const { org, timeoutSeconds } = config;
  if (org.kind === "demo" || org.credential.kind !== "device") throw new UsageError(noLogin(command, config));
  const options = oauthOptions(org.url, org.credential, timeoutSeconds);
  const interrupted = new AbortController();
  Deno.addSignalListener("SIGINT", () => interrupted.abort());
  const say = (text: string) => out.write(`${text}\n`);
  try {
    if (command === "logout") say(await logout(options));
    else await login(options, { say, openBrowser, signal: interrupted.signal });
    return true;
  } catch (error) {
    const explained = interrupted.signal.aborted ? "Stopped: nobody is signed in." : explain(error);
    if (explained === undefined) throw error;
    side.write(`${explained}\n`);
    return false;
  }
}

/** Why there is nothing to log in to. */
function noLogin(command: string, { org }: Config): string {
  const reason = org.kind === "demo"
    ? "the demo org needs none"
    : org.credential.kind === "api-token"
    ? "with OKTA_API_TOKEN none is needed; to use it instead, set OKTA_CLIENT_ID to the id of a native app"
    : `the client ${org.credential.clientId} signs in by itself, with its key or secret`;
  return `There is no login to ${command === "login" ? "make" : "end"}: ${reason}.`;
}
