import { ago, cafe, laptop, mailApp, office, type Scenario, Story, stranger } from "./story.ts";

/** The ends of what there can be: nothing, everything at once, the oldest, the most. */
export const edges: Scenario[] = [
  { name: "an empty log", story: () => new Story(), causes: ["nothing_wrong"] },
  {
    name: "an empty log and a locked account",
    story: () => {
      const story = new Story();
      story.status = "LOCKED_OUT";
      return story;
    },
    causes: ["locked_unexplained"],
  },
  {
    name: "a lock at the edge of what Okta keeps",
    story: () => {
      const story = new Story();
      story.sinceDays = 90;
      return story.signIn(laptop, "89d 23h 59m").wrongPasswords(laptop, 6, "89d 20h", 40).lock(laptop, "89d 19h 50m");
    },
    causes: ["forgotten_password"],
  },
  {
    name: "a service with twenty thousand wrong passwords from its own host",
    story: () => {
      const story = new Story();
      const host = { ...office, agent: "backup-job/1.0", token: "host" };
      for (let day = 30; day >= 8; day--) story.signIn(host, `${day}d`);
      story.changedPassword(laptop, "7d").programTries(host, 20_000, "6d 22h", 29).lock(host, "6d 20h");
      return story;
    },
    causes: ["stale_password"],
  },
  {
    name: "twenty thousand guesses from all over",
    story: () =>
      Story.withHistory().wrongPasswords(
        (i) => ({ ...stranger, ip: `203.0.113.${i % 250}`, token: `h${i % 250}` }),
        20_000,
        "2d",
        5,
      ).lock(stranger, "1d 23h"),
    causes: ["account_attacked"],
  },
  {
    name: "everything Okta may leave out is left out",
    story: () => {
      const story = new Story();
      const bare = { ip: "", city: "", country: "", asn: 0, asOrg: "", agent: "" };
      return story.add(
        ...[1, 2, 3, 4, 5, 6].map((i) => ({
          type: "user.session.start",
          at: ago("1h") + i * 1000,
          from: bare,
          result: "FAILURE",
          reason: "INVALID_CREDENTIALS",
        })),
      );
    },
    causes: ["forgotten_password"],
  },
  {
    name: "events in the very moment of asking",
    story: () => Story.withHistory().wrongPasswords(laptop, 3, "2s", 1),
    causes: ["forgotten_password"],
  },
  {
    name: "an old password on the mail program, and a café where the own one is mistyped",
    story: () =>
      Story.withHistory().changedPassword(laptop, "1d 8h").signIn(laptop, "1d 7h").programTries(mailApp, 12, "4h", 300)
        .wrongPasswords(cafe, 3, "40m", 40).lock(mailApp, "30m"),
    causes: ["stale_password"],
  },
  {
    name: "moved house last week: new address, provider and town, the same laptop",
    story: () => Story.withHistory().signIn(cafe, "6d").signIn(cafe, "5d").signIn(cafe, "4h"),
    causes: ["nothing_wrong"],
  },
  {
    name: "a new laptop at home",
    story: () =>
      Story.withHistory().signIn({ ...laptop, token: "new", agent: "Mozilla/5.0 (Windows NT 10.0) Edge/141" }, "4h"),
    causes: ["nothing_wrong"],
  },
];
