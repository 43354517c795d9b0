/**
 * What opens a web page, by platform. Absolute paths: the compiled program is permitted to run just this file, and a name
 * would have to be looked for in a PATH that a client may not give it.
 */
const browsers: Readonly<Partial<Record<typeof Deno.build.os, readonly [path: string, ...args: string[]]>>> = {
  darwin: ["/usr/bin/open"],
  windows: ["C:\\Windows\\System32\\rundll32.exe", "url.dll,FileProtocolHandler"],
  linux: ["/usr/bin/xdg-open"],
};

/** The one file that {@linkcode openBrowser} runs, if any. */
export function browserPath(os: typeof Deno.build.os): string | undefined {
  return browsers[os]?.[0];
}

/** Opens a web page in the person's browser; false where that is not possible. */
export async function openBrowser(url: URL): Promise<boolean> {
  const [path, ...args] = browsers[Deno.build.os] ?? [];
  if (path === undefined || !/^https?:$/.test(url.protocol)) return false;
  try {
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    const { success } = await new Deno.Command(path, { args: [...args, url.href], ...quiet }).output();
    return success;
  } catch {
    return false; // there is none, or this program may not run it
  }
}
