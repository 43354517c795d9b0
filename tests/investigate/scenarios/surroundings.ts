import { ago, laptop, office, onPerson, type Scenario, Story, stranger } from "./story.ts";

const agent = { id: "a53AGENT", type: "AGENT", displayName: "DC01" };
const SYSTEM = { id: "00uSYSTEM", type: "SystemPrincipal", login: "system@okta.com", name: "Okta System" };
const colleague = (i: number) => ({ id: `00uCOLLEAGUE${i}`, login: `c${i}@tern.example`, name: `C ${i}` });
const adFailure = (when: string, by?: ReturnType<typeof colleague>) => ({
  type: "user.authentication.auth_via_AD_agent",
  at: ago(when),
  from: office,
  ...by ? { by } : {},
  result: "FAILURE",
  reason: "No agent answered",
  request: `ad${when}${by?.id}`,
  targets: [agent],
});

function adUser(story: Story): Story {
  story.provider = { type: "ACTIVE_DIRECTORY", name: "corp.tern.example" };
  story.passwordChanged = null;
  return story;
}

/** What lies around the person. */
export const surroundings: Scenario[] = [
  {
    name: "the AD agent is down for everybody",
    story: () =>
      adUser(Story.withHistory()).add(adFailure("40m"), {
        type: "user.session.start",
        at: ago("40m") + 30,
        from: office,
        request: "ad40mundefined",
        result: "FAILURE",
        reason: "VERIFICATION_ERROR",
        targets: [onPerson],
      })
        .inOrg(...[1, 2, 3, 4].map((i) => adFailure("35m", colleague(i))), {
          type: "system.agent.ad.connect",
          at: ago("45m"),
          by: SYSTEM,
          result: "FAILURE",
          reason: "no heartbeat",
          targets: [agent],
        }),
    causes: ["directory_down"],
  },
  {
    name: "the AD agent was down, and the person is in again",
    story: () =>
      adUser(Story.withHistory()).add(adFailure("5h")).signIn(office, "3h")
        .inOrg(...[1, 2, 3].map((i) => adFailure("5h", colleague(i))), {
          type: "system.agent.ad.connect",
          at: ago("4h"),
          by: SYSTEM,
          targets: [agent],
        }),
    causes: ["nothing_wrong"],
    notices: ["directory_down"],
  },
  {
    name: "the identity provider refuses many at once",
    story: () => {
      const failure = (when: string, i?: number) => ({
        ...adFailure(when, i === undefined ? undefined : colleague(i)),
        type: "user.authentication.auth_via_IDP",
        reason: "Unable to validate incoming SAML Assertion",
      });
      const story = Story.withHistory().add(failure("20m")).inOrg(...[1, 2, 3].map((i) => failure("22m", i)));
      story.provider = { type: "FEDERATION", name: "Partner IdP" };
      return story;
    },
    causes: ["directory_down"],
  },
  {
    name: "wrong passwords at Active Directory are not an outage",
    story: () => {
      const story = adUser(Story.withHistory());
      for (let i = 0; i < 4; i++) {
        story.add({
          ...adFailure("30m"),
          at: ago("30m") + i * 40_000,
          request: `own${i}`,
          from: laptop,
          reason: "INVALID_CREDENTIALS",
        });
      }
      return story;
    },
    causes: ["forgotten_password"],
  },
  {
    name: "the home address is in the blocklist",
    story: () =>
      Story.withHistory().near(
        ...["3h", "2h", "1h"].map((when) => ({
          type: "security.request.blocked",
          at: ago(when),
          from: { ...laptop, zone: "Blocked" },
          by: { id: "unknown", login: "unknown", name: "unknown" },
          result: "DENY",
        })),
      ),
    causes: ["address_blocked"],
  },
  {
    name: "ThreatInsight blocks the office's address",
    story: () =>
      Story.withHistory().near({
        type: "security.threat.detected",
        at: ago("1h"),
        from: office,
        by: { id: "unknown", login: "unknown", name: "unknown" },
        result: "DENY",
        reason: "Login failures with high unknown users count",
      }),
    causes: ["address_blocked"],
  },
  {
    name: "ThreatInsight blocks a stranger's address",
    story: () =>
      Story.withHistory().signIn(laptop, "2h").near({
        type: "security.threat.detected",
        at: ago("1h"),
        from: stranger,
        by: { id: "unknown", login: "unknown", name: "unknown" },
        result: "DENY",
      }),
    causes: ["nothing_wrong"],
  },
  {
    name: "blocked in the morning, in again from the same address",
    story: () =>
      Story.withHistory().near({
        type: "security.request.blocked",
        at: ago("5h"),
        from: laptop,
        by: { id: "unknown", login: "unknown", name: "unknown" },
        result: "DENY",
      }).signIn(laptop, "2h"),
    causes: ["nothing_wrong"],
  },
  {
    name: "a program with this account exceeds the rate limit",
    story: () =>
      Story.withHistory().signIn(office, "3h").add(
        ...Array.from(
          { length: 8 },
          (_, i) => ({
            type: "system.org.rate_limit.violation",
            at: ago("2h") + i * 60_000,
            from: office,
            targets: [{ id: "/api/v1/users", type: "URL Pattern", displayName: "users" }],
          }),
        ),
      ),
    causes: ["rate_limited"],
  },
  {
    name: "a program exceeded the rate limit five days ago",
    story: () =>
      Story.withHistory().signIn(office, "3h").add({
        type: "system.org.rate_limit.violation",
        at: ago("5d"),
        from: office,
      }),
    causes: ["nothing_wrong"],
  },
  {
    name: "types a login without the dot",
    story: () =>
      Story.withHistory().near(
        ...["50m", "48m"].map((when) => ({
          type: "user.session.start",
          at: ago(when),
          from: laptop,
          by: { id: "unknown", login: "noraquist@tern.example", name: "unknown" },
          result: "FAILURE",
          reason: "VERIFICATION_ERROR",
        })),
      ),
    causes: ["wrong_login"],
  },
  {
    name: "a neighbour at the same address mistypes another name",
    story: () =>
      Story.withHistory().signIn(laptop, "3h").near({
        type: "user.session.start",
        at: ago("1h"),
        from: laptop,
        by: { id: "unknown", login: "olle.berg@tern.example", name: "unknown" },
        result: "FAILURE",
        reason: "VERIFICATION_ERROR",
      }),
    causes: ["nothing_wrong"],
  },
  {
    name: "a stranger tries variants of the login abroad",
    story: () =>
      Story.withHistory().signIn(laptop, "3h").near(
        ...["2h", "1h"].map((when) => ({
          type: "user.session.start",
          at: ago(when),
          from: stranger,
          by: { id: "unknown", login: "n.quist@tern.example", name: "unknown" },
          result: "FAILURE",
          reason: "VERIFICATION_ERROR",
        })),
      ),
    causes: ["nothing_wrong"],
  },
  {
    name: "fails for a reason that the log does not tell",
    story: () =>
      Story.withHistory().add({
        type: "user.session.start",
        at: ago("20m"),
        from: laptop,
        result: "FAILURE",
        reason: "VERIFICATION_ERROR",
        targets: [onPerson],
      }),
    causes: ["failures_unexplained"],
  },
];
