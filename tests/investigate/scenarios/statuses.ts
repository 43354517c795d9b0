import { ADMIN, ago, laptop, office, onPerson, PERSON, type Scenario, Story } from "./story.ts";

const SYNC = { id: "0oaSYNC", type: "PublicClientApp", login: "workday", name: "Workday" };

function inStatus(status: string, changed: string, story: Story = Story.withHistory()): Story {
  story.status = status;
  story.statusChanged = new Date(ago(changed)).toISOString();
  return story;
}

function invited(when: string): Story {
  const story = inStatus("PROVISIONED", when, new Story());
  story.activated = story.statusChanged;
  story.lastLogin = story.passwordChanged = null;
  story.factors = [];
  return story.add({ type: "user.lifecycle.activate", at: ago(when), from: office, by: ADMIN, targets: [onPerson] });
}

/** What the record itself says. */
export const statuses: Scenario[] = [
  { name: "invited sixteen days ago and never came", story: () => invited("16d"), causes: ["never_activated"] },
  { name: "invited yesterday", story: () => invited("1d"), causes: ["never_activated"] },
  {
    name: "the invitation bounced",
    story: () =>
      invited("3d").add({
        type: "system.email.delivery",
        at: ago("2d 23h"),
        by: { id: "00uSYSTEM", type: "SystemPrincipal", login: "system", name: "Okta System" },
        result: "FAILURE",
        reason: "BOUNCE",
        targets: [onPerson],
      }),
    causes: ["never_activated"],
  },
  {
    name: "created and not invited yet",
    story: () => {
      const story = inStatus("STAGED", "2d", new Story());
      story.activated = story.lastLogin = story.passwordChanged = null;
      story.factors = [];
      return story.add({ type: "user.lifecycle.create", at: ago("2d"), by: SYNC, targets: [onPerson] });
    },
    causes: ["never_activated"],
  },
  {
    name: "suspended by an admin, tried since",
    story: () =>
      inStatus("SUSPENDED", "3d").add({
        type: "user.lifecycle.suspend",
        at: ago("3d"),
        from: office,
        by: ADMIN,
        targets: [onPerson],
      })
        .add({
          type: "user.session.start",
          at: ago("2h"),
          from: laptop,
          result: "FAILURE",
          reason: "VERIFICATION_ERROR",
          targets: [onPerson],
        }),
    causes: ["suspended"],
  },
  {
    name: "an admin who suspended somebody this morning and was suspended by another before",
    story: () =>
      inStatus("SUSPENDED", "3d").add({
        type: "user.lifecycle.suspend",
        at: ago("3d"),
        from: office,
        by: ADMIN,
        targets: [onPerson],
      }, {
        type: "user.lifecycle.suspend",
        at: ago("2h"),
        from: laptop,
        targets: [{ id: "00uOTHEROTHEROTHEROT", type: "User", displayName: "Other" }],
      }),
    causes: ["suspended"],
    headline: /by "Ivo Brandt"/,
  },
  {
    name: "suspended so long ago that the log has forgotten by whom",
    story: () => inStatus("SUSPENDED", "120d"),
    causes: ["suspended"],
  },
  {
    name: "an admin who suspended somebody else, and signs in",
    story: () =>
      Story.withHistory().signIn(laptop, "2h").add({
        type: "user.lifecycle.suspend",
        at: ago("1h"),
        from: laptop,
        targets: [{ id: "00uOTHEROTHEROTHEROT", type: "User", displayName: "Other" }],
      }),
    causes: ["nothing_wrong"],
  },
  {
    name: "deactivated by the HR system",
    story: () =>
      inStatus("DEPROVISIONED", "14d", new Story()).add({
        type: "user.lifecycle.deactivate",
        at: ago("14d"),
        by: SYNC,
        targets: [onPerson],
      }),
    causes: ["deprovisioned"],
  },
  {
    name: "the password reached its age",
    story: () =>
      inStatus("PASSWORD_EXPIRED", "5h").add({
        type: "user.session.start",
        at: ago("2h"),
        from: laptop,
        result: "FAILURE",
        reason: "PASSWORD_EXPIRED",
        targets: [onPerson],
      }),
    causes: ["password_expired"],
  },
  {
    name: "an admin expired the password",
    story: () =>
      inStatus("PASSWORD_EXPIRED", "5h").add({
        type: "user.account.expire_password",
        at: ago("5h"),
        from: office,
        by: ADMIN,
        targets: [onPerson],
      }),
    causes: ["password_expired"],
  },
  {
    name: "expired in the directory, which Okta's record does not show",
    story: () => {
      const story = Story.withHistory().add({
        type: "user.authentication.auth_via_AD_agent",
        at: ago("1h"),
        from: laptop,
        result: "FAILURE",
        reason: "PASSWORD_EXPIRED",
        targets: [onPerson],
      });
      story.provider = { type: "ACTIVE_DIRECTORY", name: "corp.tern.example" };
      story.passwordChanged = null;
      return story;
    },
    causes: ["password_expired"],
  },
  {
    name: "expired yesterday, changed since, and signs in",
    story: () =>
      Story.withHistory().add({
        type: "user.session.start",
        at: ago("1d 2h"),
        from: laptop,
        result: "FAILURE",
        reason: "PASSWORD_EXPIRED",
        targets: [onPerson],
      })
        .changedPassword(laptop, "1d 1h").signIn(laptop, "1d"),
    causes: ["nothing_wrong"],
  },
  {
    name: "a reset started by the help desk and not finished; the old password is still tried",
    story: () =>
      inStatus("RECOVERY", "2d").add({
        type: "user.account.reset_password",
        at: ago("2d"),
        from: office,
        by: ADMIN,
        targets: [onPerson],
      })
        .wrongPasswords(laptop, 3, "5h", 40),
    causes: ["reset_unfinished"],
  },
  {
    name: "a reset by oneself, without any e-mail in the log",
    story: () =>
      inStatus("RECOVERY", "1h").add({
        type: "user.account.reset_password",
        at: ago("1h"),
        from: laptop,
        targets: [onPerson],
      }),
    causes: ["reset_unfinished"],
  },
  {
    name: "all is well",
    story: () =>
      Story.withHistory().signIn(laptop, "3h").add({
        type: "user.authentication.sso",
        at: ago("2h 50m"),
        from: laptop,
        by: PERSON,
        targets: [{ id: "0oaMAIL", type: "AppInstance", displayName: "Mail" }],
      }),
    causes: ["nothing_wrong"],
  },
];
