import type { Resource } from "../mcp/resources.ts";
import { plain, quote } from "../mcp/output.ts";
import { getOrg, type Org, pipelineOf } from "../okta/org.ts";
import { getUser, rolesOfUser } from "../okta/users.ts";
import type { Services } from "../tools/define.ts";
import { stamp } from "../tools/shared/moment.ts";
import { names } from "../tools/shared/names.ts";
import { person } from "../tools/shared/person.ts";
import { readable } from "../tools/shared/readable.ts";

const ENGINES: Record<string, string> = { idx: "Identity Engine", v1: "Classic Engine" };

/** Which org it is and as whom the server works there. */
export const orgResource: Resource<Services> = {
  uri: "okta://org",
  name: "org",
  title: "The Okta org",
  description:
    "Which org this is, its engine and support contacts, and the account and roles that the server works with.",
  mimeType: "text/plain",
  tools: [],
  ttlMs: 300_000,
  async read(_, { okta }) {
    const [org, pipeline, me] = await Promise.all([
      readable(getOrg(okta)),
      pipelineOf(okta).catch(() => null), // an older org may not tell
      readable(getUser(okta, "me")),
    ]);
    const roles = me.value && await readable(rolesOfUser(okta, me.value.id));
    return [
      org.value ? aboutOrg(org.value) : `The org at ${okta.orgUrl.origin}. More cannot be read: ${org.refused}.`,
      `Address: ${okta.orgUrl.origin}`,
      ...pipeline === null ? [] : [`Engine: ${ENGINES[pipeline] ?? plain(pipeline)}`],
      me.value
        ? `This server works as ${person(me.value)}${
          roles?.value ? `: ${names(roles.value.map(({ label }) => label)) || "no admin role"}` : ""
        }`
        : "This server works as an OAuth client of its own, not as a person.",
      ...org.value ? contacts(org.value) : [],
    ].join("\n");
  },
};

function aboutOrg({ name, subdomain, id, status, created, expiresAt }: Org): string {
  return `${quote(name)} (${plain(subdomain)}, id ${plain(id)}) is ${plain(status)}` +
    `${created === null ? "" : `, made ${stamp(created)}`}${expiresAt === null ? "" : `, ends ${stamp(expiresAt)}`}.`;
}

function contacts({ website, helpUrl, supportPhone }: Org): string[] {
  return Object.entries({ Website: website, "Help page for people": helpUrl, "Support telephone": supportPhone })
    .flatMap(([what, value]) => value ? [`${what}: ${quote(value)}`] : []);
}
