import {
  ADMIN,
  ago,
  borrowed,
  hotel,
  laptop,
  office,
  onPerson,
  type Scenario,
  type Source,
  Story,
  stranger,
} from "./story.ts";

const crm = { id: "0oaCRM", type: "AppInstance", displayName: "CRM" };
const mail = { id: "0oaMAIL", type: "AppInstance", displayName: "Mail" };
const policy = { id: "rstDATA", type: "PolicyEntity", displayName: "Customer data" };
const rule = { id: "rulABROAD", type: "PolicyRule", displayName: "Abroad" };

const denied = (from: Source, when: string, app?: typeof crm, session = "s") => [
  {
    type: "policy.evaluate_sign_on",
    at: ago(when),
    from,
    session,
    request: `deny${when}`,
    result: "DENY",
    targets: [...app ? [app] : [], policy, rule],
  },
  ...app
    ? [{
      type: "application.policy.sign_on.deny_access",
      at: ago(when) + 20,
      from,
      session,
      request: `deny${when}`,
      result: "FAILURE",
      targets: [app, onPerson],
    }]
    : [],
];
const opened = (from: Source, when: string, app: typeof crm) => ({
  type: "user.authentication.sso",
  at: ago(when),
  from,
  session: "s",
  targets: [app],
});
const refused = (from: Source, when: string, app: typeof crm) => ({
  type: "app.generic.unauth_app_access_attempt",
  at: ago(when),
  from,
  session: "s",
  result: "FAILURE",
  targets: [app, onPerson],
});

/** Policies, and apps. */
export const access: Scenario[] = [
  {
    name: "abroad with the own laptop, kept out of one app by a rule",
    story: () => {
      const story = Story.withHistory().signIn(hotel, "3h").add(
        opened(hotel, "2h 55m", mail),
        ...denied(hotel, "2h 50m", crm),
        ...denied(hotel, "1h", crm),
      )
        .inOrg({ type: "policy.rule.add", at: ago("5d"), from: office, by: ADMIN, targets: [policy, rule] });
      story.conditions.set(rule.id, ['not from zone "Home countries"']);
      return story;
    },
    causes: ["policy_denied"],
  },
  {
    name: "kept out of Okta itself by a rule, at home",
    story: () => Story.withHistory().add(...denied(laptop, "30m")),
    causes: ["policy_denied"],
  },
  {
    name: "kept out on an unmanaged computer, then in with the own laptop",
    story: () =>
      Story.withHistory().add(...denied(borrowed, "3h", crm)).signIn(laptop, "2h").add(opened(laptop, "1h 55m", crm)),
    causes: ["nothing_wrong"],
  },
  {
    name: "denied last week, opened since",
    story: () =>
      Story.withHistory().add(...denied(laptop, "5d", crm)).signIn(laptop, "1d").add(opened(laptop, "23h", crm)),
    causes: ["nothing_wrong"],
  },
  {
    name: "a policy that turns a stranger away does its work",
    story: () =>
      Story.withHistory().signIn(laptop, "5h").add(
        ...denied(stranger, "3h", undefined, "x"),
        ...denied(stranger, "2h", undefined, "y"),
      ),
    causes: ["nothing_wrong"],
  },
  {
    name: "an app that was taken away",
    story: () =>
      Story.withHistory().add({
        type: "application.user_membership.remove",
        at: ago("3d"),
        from: office,
        by: ADMIN,
        targets: [{ id: "0uaX", type: "AppUser", displayName: "Nora" }, crm, onPerson],
      })
        .signIn(laptop, "4h").add(refused(laptop, "3h 50m", crm), refused(laptop, "1h", crm)),
    causes: ["app_not_assigned"],
  },
  {
    name: "an app that was refused, then assigned",
    story: () =>
      Story.withHistory().signIn(laptop, "4h").add(refused(laptop, "3h 50m", crm), {
        type: "application.user_membership.add",
        at: ago("3h"),
        from: office,
        by: ADMIN,
        targets: [crm, onPerson],
      }),
    causes: ["nothing_wrong"],
  },
  {
    name: "no app and a rule that denies another",
    story: () => Story.withHistory().signIn(hotel, "4h").add(refused(hotel, "3h", mail), ...denied(hotel, "2h", crm)),
    causes: ["policy_denied", "app_not_assigned"],
  },
];
