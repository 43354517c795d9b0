import { REPOSITORY, VERSION } from "../../src/version.ts";
import { TARGETS } from "./targets.ts";
import { fill } from "./template.ts";

/** The settings that a client should ask a person for. */
const SETTINGS = [
  { name: "OKTA_ORG_URL", isRequired: true, isSecret: false, description: "Such as https://acme.okta.com" },
  { name: "OKTA_API_TOKEN", isRequired: false, isSecret: true, description: "An API token, or use OAuth" },
  { name: "OKTA_CLIENT_ID", isRequired: false, isSecret: false, description: "An OAuth client, instead of a token" },
  { name: "OKTA_PRIVATE_KEY", isRequired: false, isSecret: true, description: "The OAuth client's private key" },
  { name: "OKTA_READ_ONLY", isRequired: false, isSecret: false, description: "true leaves out tools that change" },
];

/**
 * What the MCP registry lists (schema 2025-12-11): one package for each bundle, and the container image.
 * @param sums The SHA-256 of each file of the release.
 */
export async function serverJson(sums: ReadonlyMap<string, string>): Promise<string> {
  const server = JSON.parse(await fill("packaging/server.json", { repository: REPOSITORY, version: VERSION }));
  const shared = { transport: { type: "stdio" }, environmentVariables: SETTINGS };
  const bundles = TARGETS.map(({ bundle }) => ({
    registryType: "mcpb",
    identifier: `https://github.com/${REPOSITORY}/releases/download/v${VERSION}/${bundle}`,
    fileSha256: sums.get(bundle),
    ...shared,
  }));
  const image = { registryType: "oci", identifier: `ghcr.io/${REPOSITORY}:${VERSION}`, ...shared };
  return JSON.stringify({ ...server, packages: [...bundles, image] }, null, 2) + "\n";
}
