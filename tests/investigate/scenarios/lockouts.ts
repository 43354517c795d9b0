import {
  ADMIN,
  ago,
  borrowed,
  cafe,
  laptop,
  mailApp,
  onPerson,
  type Scenario,
  Story,
  stranger,
  tablet,
  vpnClient,
} from "./story.ts";

/** Who locked the account out: a device, the person, or nobody can tell. */
export const lockouts: Scenario[] = [
  {
    name: "the mail program still has the password of before",
    story: () =>
      Story.withHistory().changedPassword(laptop, "1d 8h").signIn(laptop, "1d 7h")
        .programTries(mailApp, 9, "3h", 300).lock(mailApp, "2h 15m").programTries(
          mailApp,
          20,
          "2h 10m",
          300,
          "LOCKED_OUT",
        ),
    causes: ["stale_password"],
    headline: /^locked out by a device that keeps sending an old password: "Outlook-iOS\/2\.0 \(ActiveSync\)"/,
  },
  {
    name: "the VPN client has an old password, the person types a wrong one twice as well",
    story: () =>
      Story.withHistory().changedPassword(laptop, "2d 2h").signIn(laptop, "2d 1h")
        .wrongPasswords(laptop, 2, "5h", 20)
        .add(...Array.from({ length: 12 }, (_, i) => ({
          type: "user.authentication.auth_via_radius",
          at: ago("4h") + i * 600_000,
          from: vpnClient,
          result: "FAILURE",
          reason: "INVALID_CREDENTIALS",
        }))).lock(vpnClient, "2h 5m"),
    causes: ["stale_password"],
  },
  {
    name: "a browser on the tablet reloads with a saved password at even intervals",
    story: () =>
      Story.withHistory().signIn(tablet, "9d").signIn(tablet, "3d").changedPassword(laptop, "2d").signIn(
        laptop,
        "1d 23h",
      )
        .wrongPasswords(tablet, 16, "6h", 420).lock(tablet, "4h 15m"),
    causes: ["stale_password"],
  },
  {
    name: "an old password on a device that locked nobody yet",
    story: () =>
      Story.withHistory().changedPassword(laptop, "1d").signIn(laptop, "23h").programTries(mailApp, 14, "2h", 500)
        .signIn(laptop, "5m"),
    causes: ["stale_password"],
  },
  {
    name: "the mail program was given the new password this morning",
    story: () =>
      Story.withHistory().changedPassword(laptop, "1d 2h").signIn(laptop, "1d 1h").programTries(mailApp, 20, "1d", 600)
        .programSignIn(mailApp, "5h"),
    causes: ["nothing_wrong"],
  },
  {
    name: "the mail program fails without any change of the password in the log",
    story: () => Story.withHistory().programTries(mailApp, 20, "5h", 300).lock(mailApp, "3h 30m"),
    causes: ["stale_password"],
    headline: /keeps sending a wrong password/,
  },
  {
    name: "the mail program sends the old password now and then; the lock is a stranger's doing",
    story: () =>
      Story.withHistory().changedPassword(laptop, "1d 8h").signIn(laptop, "1d 7h").programTries(mailApp, 8, "12h", 900)
        .wrongPasswords(stranger, 30, "3h", 20).lock(stranger, "2h 50m"),
    causes: ["account_attacked"],
  },
  {
    name: "typed the wrong password six times on the own laptop",
    story: () => Story.withHistory().wrongPasswords(laptop, 6, "40m", 45).lock(laptop, "36m"),
    causes: ["forgotten_password"],
  },
  {
    name: "cannot remember the password, not locked yet",
    story: () => Story.withHistory().wrongPasswords(laptop, 4, "50m", 60),
    causes: ["forgotten_password"],
  },
  {
    name: "forgot it on two own devices in turn",
    story: () =>
      Story.withHistory().signIn(tablet, "9d").wrongPasswords((i) => i % 2 ? tablet : laptop, 6, "2h", 90).lock(
        tablet,
        "1h 50m",
      ),
    causes: ["forgotten_password"],
  },
  {
    name: "mistyped once, then got in",
    story: () => Story.withHistory().wrongPasswords(laptop, 1, "3h", 60).signIn(laptop, "2h 55m"),
    causes: ["nothing_wrong"],
  },
  {
    name: "five slips spread over the week, each followed by a sign-in",
    story: () => {
      const story = Story.withHistory();
      for (const day of [6, 5, 4, 3, 1]) {
        story.wrongPasswords(laptop, 1, `${day}d 7h`, 60).signIn(laptop, `${day}d 6h 55m`);
      }
      return story;
    },
    causes: ["nothing_wrong"],
  },
  {
    name: "forgot it in a café with the own laptop",
    story: () => Story.withHistory().wrongPasswords(cafe, 6, "30m", 40).lock(cafe, "26m"),
    causes: ["forgotten_password"],
  },
  {
    name: "locked from a borrowed computer in the own country: perhaps the person",
    story: () => Story.withHistory().wrongPasswords(borrowed, 6, "30m", 40).lock(borrowed, "26m"),
    causes: ["forgotten_password"],
  },
  {
    name: "a newcomer without any history forgets the password",
    story: () => new Story().wrongPasswords(laptop, 6, "30m", 40).lock(laptop, "26m"),
    causes: ["forgotten_password"],
  },
  {
    name: "locked, and the log tells nothing of it",
    story: () => {
      const story = Story.withHistory();
      story.status = "LOCKED_OUT";
      story.statusChanged = new Date(ago("20d")).toISOString();
      return story;
    },
    causes: ["locked_unexplained"],
  },
  {
    name: "was locked five days ago, was unlocked, and signs in",
    story: () => {
      const story = Story.withHistory().wrongPasswords(laptop, 6, "5d 3h", 40).lock(laptop, "5d 2h")
        .add({ type: "user.account.unlock_by_admin", at: ago("5d 1h"), from: laptop, by: ADMIN, targets: [onPerson] })
        .signIn(laptop, "5d 50m").signIn(laptop, "6h");
      story.status = "ACTIVE";
      return story;
    },
    causes: ["nothing_wrong"],
  },
  {
    name: "unlocked an hour ago while the mail program goes on",
    story: () => {
      const story = Story.withHistory().changedPassword(laptop, "1d").signIn(laptop, "23h").programTries(
        mailApp,
        12,
        "5h",
        300,
      )
        .lock(mailApp, "4h").add({
          type: "user.account.unlock_by_admin",
          at: ago("1h"),
          from: laptop,
          by: ADMIN,
          targets: [onPerson],
        })
        .programTries(mailApp, 3, "50m", 300);
      story.status = "ACTIVE";
      return story;
    },
    causes: ["stale_password"],
  },
  {
    name: "the person forgot it; two nights ago a stranger tried twice",
    story: () =>
      Story.withHistory().wrongPasswords(stranger, 2, "2d 12h", 60).wrongPasswords(laptop, 6, "40m", 45).lock(
        laptop,
        "36m",
      ),
    causes: ["forgotten_password"],
  },
  {
    name: "in a directory's care: the old password on the phone locks the account there",
    story: () => {
      const story = Story.withHistory().programTries(mailApp, 10, "3h", 300).lock(mailApp, "2h").programTries(
        mailApp,
        6,
        "1h 50m",
        300,
        "LOCKED_OUT",
      );
      story.provider = { type: "ACTIVE_DIRECTORY", name: "corp.tern.example" };
      story.passwordChanged = null;
      return story;
    },
    causes: ["stale_password"],
  },
];
