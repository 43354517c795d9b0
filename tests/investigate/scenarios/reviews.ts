import {
  ADMIN,
  ago,
  borrowed,
  cafe,
  hotel,
  laptop,
  mailApp,
  office,
  onPerson,
  pushTarget,
  Story,
  stranger,
} from "./story.ts";

/** What the one who made a case knows of the danger in it. */
export interface Review {
  name: string;
  story: () => Story;
  level: string;
  signals: string[];
}

const host = (i: number) => ({ ...stranger, ip: `203.0.113.${i}`, token: `h${i}` });
const colleague = (i: number) => ({ id: `00uCOLLEAGUE${i}`, login: `c${i}@tern.example`, name: `C ${i}` });
const wrong = { type: "user.session.start", result: "FAILURE", reason: "INVALID_CREDENTIALS" };

export const REVIEWS: readonly Review[] = [
  { name: "an ordinary month", story: () => Story.withHistory().signIn(laptop, "3h"), level: "none", signals: [] },
  { name: "nothing at all", story: () => new Story(), level: "none", signals: [] },
  {
    name: "guesses from six hosts within half an hour",
    story: () => Story.withHistory().wrongPasswords((i) => host(i % 6), 12, "3h", 100),
    level: "high",
    signals: ["brute_force"],
  },
  {
    name: "guesses from six hosts, one of which gets in",
    story: () => Story.withHistory().wrongPasswords((i) => host(i % 6), 12, "3h", 100).signIn(host(2), "2h 30m"),
    level: "critical",
    signals: ["brute_force", "new_place"],
  },
  {
    name: "guesses from one strange address",
    story: () => Story.withHistory().wrongPasswords(stranger, 11, "3h", 60),
    level: "medium",
    signals: ["brute_force"],
  },
  {
    name: "nine guesses are not yet brute force",
    story: () => Story.withHistory().wrongPasswords(stranger, 9, "3h", 60),
    level: "none",
    signals: [],
  },
  {
    name: "the mail program with the old password locks the account three times",
    story: () =>
      Story.withHistory().changedPassword(laptop, "1d").programTries(mailApp, 24, "5h", 300).lock(mailApp, "4h 30m")
        .lock(mailApp, "3h 50m").lock(mailApp, "3h 10m"),
    level: "low",
    signals: ["repeated_locks"],
  },
  {
    name: "strangers lock the account three times",
    story: () =>
      Story.withHistory().wrongPasswords(stranger, 9, "5h", 400).lock(stranger, "4h 30m").lock(stranger, "4h").lock(
        stranger,
        "3h 30m",
      ),
    level: "high",
    signals: ["repeated_locks"],
  },
  {
    name: "stuffing: sixteen people once each",
    story: () => {
      const story = Story.withHistory().wrongPasswords(stranger, 1, "9h", 1);
      for (let i = 0; i < 16; i++) story.near({ ...wrong, at: ago("9h") + i * 9000, from: stranger, by: colleague(i) });
      return story;
    },
    level: "medium",
    signals: ["password_spray"],
  },
  {
    name: "a spray from six hosts at once",
    story: () => {
      const story = Story.withHistory().wrongPasswords(host(1), 1, "9h", 1);
      for (let i = 0; i < 30; i++) {
        story.near({ ...wrong, at: ago("9h") + i * 9000, from: host(i % 6), by: colleague(i % 10) });
      }
      return story;
    },
    level: "medium",
    signals: ["password_spray"],
  },
  {
    name: "four people at a strange address are no spray",
    story: () => {
      const story = Story.withHistory().wrongPasswords(stranger, 2, "9h", 60);
      for (let i = 0; i < 16; i++) {
        story.near({ ...wrong, at: ago("9h") + i * 9000, from: stranger, by: colleague(i % 3) });
      }
      return story;
    },
    level: "none",
    signals: [],
  },
  {
    name: "two countries within forty minutes",
    story: () => Story.withHistory().signIn(laptop, "4h").signIn(stranger, "3h 20m"),
    level: "high",
    signals: ["impossible_travel", "new_place"],
  },
  {
    name: "two countries within forty minutes, one by a proxy",
    story: () =>
      Story.withHistory().signIn(laptop, "4h").signIn({ ...laptop, ...hotel, token: "laptop", proxy: true }, "3h 20m"),
    level: "none",
    signals: [],
  },
  {
    name: "an unknown proxy abroad forty minutes after a sign-in at home: a new place, and no journey",
    story: () => Story.withHistory().signIn(laptop, "4h").signIn({ ...stranger, proxy: true }, "3h 20m"),
    level: "high",
    signals: ["new_place"],
  },
  {
    name: "Okta finds the velocity impossible",
    story: () => Story.withHistory().signIn(laptop, "2d").signIn({ ...stranger, velocity: true }, "5h"),
    level: "high",
    signals: ["impossible_travel", "new_place"],
  },
  {
    name: "a new country and device without anything against it",
    story: () => Story.withHistory().signIn(stranger, "5h"),
    level: "medium",
    signals: ["new_place"],
  },
  {
    name: "a borrowed computer in the own country",
    story: () => Story.withHistory().signIn(borrowed, "5h"),
    level: "low",
    signals: ["new_place"],
  },
  {
    name: "a traveller with the own laptop",
    story: () => Story.withHistory().signIn(hotel, "5h"),
    level: "none",
    signals: [],
  },
  {
    name: "a session goes on in another country with another browser",
    story: () =>
      Story.withHistory().signIn(laptop, "9h", "s").add({
        type: "user.authentication.sso",
        at: ago("3h"),
        from: stranger,
        session: "s",
      }),
    level: "high",
    signals: ["session_hijack"],
  },
  {
    name: "roaming between home and café",
    story: () =>
      Story.withHistory().signIn(laptop, "9h", "s").add({
        type: "security.session.detect_client_roaming",
        at: ago("3h"),
        from: cafe,
        session: "s",
      }),
    level: "none",
    signals: [],
  },
  {
    name: "Okta notices roaming to a strange country",
    story: () =>
      Story.withHistory().add({ type: "security.session.detect_client_roaming", at: ago("3h"), from: stranger }),
    level: "medium",
    signals: ["session_hijack"],
  },
  {
    name: "a strange sign-in grants itself a role and opens the Admin Console",
    story: () =>
      Story.withHistory().signIn(stranger, "5h", "x").add(
        { type: "user.account.privilege.grant", at: ago("4h 50m"), from: stranger, session: "x", targets: [onPerson] },
        { type: "user.session.access_admin_app", at: ago("4h 49m"), from: stranger, session: "x", targets: [onPerson] },
      ),
    level: "critical",
    signals: ["persistence", "new_place"],
  },
  {
    name: "the factors were reset two hours before a strange sign-in",
    story: () =>
      Story.withHistory().add({
        type: "user.mfa.factor.reset_all",
        at: ago("7h"),
        from: office,
        by: ADMIN,
        targets: [onPerson],
      })
        .signIn(stranger, "5h"),
    level: "high",
    signals: ["factor_change", "new_place"],
  },
  {
    name: "a new phone enrolled at home",
    story: () =>
      Story.withHistory().signIn(laptop, "5h", "s").add({
        type: "user.mfa.factor.activate",
        at: ago("4h"),
        from: laptop,
        session: "s",
        targets: [onPerson, pushTarget],
      }),
    level: "none",
    signals: [],
  },
  {
    name: "five prompts denied at one's own laptop",
    story: () => {
      const story = Story.withHistory();
      for (let i = 0; i < 5; i++) story.prompt(laptop, ago("3h") + i * 60_000, "deny");
      return story;
    },
    level: "medium",
    signals: ["mfa_fatigue"],
  },
  {
    name: "the user's risk was raised to high",
    story: () =>
      Story.withHistory().add({
        type: "user.risk.change",
        at: ago("3h"),
        from: { ...laptop, risk: "HIGH" },
        targets: [onPerson],
      }),
    level: "high",
    signals: ["okta_risk"],
  },
  {
    name: "the user's risk was high and is low again",
    story: () =>
      Story.withHistory().add(
        { type: "user.risk.change", at: ago("9h"), from: { ...laptop, risk: "HIGH" }, targets: [onPerson] },
        { type: "user.risk.change", at: ago("3h"), from: { ...laptop, risk: "LOW" }, targets: [onPerson] },
      ),
    level: "none",
    signals: [],
  },
  {
    name: "an attempt to bypass a factor",
    story: () =>
      Story.withHistory().add({
        type: "user.mfa.attempt_bypass",
        at: ago("3h"),
        from: stranger,
        result: "FAILURE",
        targets: [onPerson],
      }),
    level: "high",
    signals: ["mfa_bypass"],
  },
  {
    name: "two tries from an address that ThreatInsight suspects",
    story: () => Story.withHistory().wrongPasswords({ ...stranger, threat: true }, 2, "3h", 60),
    level: "low",
    signals: ["threat_insight"],
  },
];
