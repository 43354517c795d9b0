import { REPOSITORY, VERSION } from "../../src/version.ts";
import { TARGETS } from "./targets.ts";
import { fill } from "./template.ts";

/**
 * How a release is installed: a script or a package manager's description of it, from its template in packaging/.
 * @param sums The SHA-256 of each file of the release.
 */
export function packageOf(template: string, sums: ReadonlyMap<string, string>): Promise<string> {
  const values: Record<string, string> = { repository: REPOSITORY, version: VERSION };
  for (const { archive } of TARGETS) {
    const platform = archive.replace(/^mcp-okta-support_|\.(tar\.gz|zip)$/g, "");
    values[`url ${platform}`] = `https://github.com/${REPOSITORY}/releases/download/v${VERSION}/${archive}`;
    values[`sha256 ${platform}`] = sums.get(archive)!;
  }
  return fill(`packaging/${template}`, values);
}
