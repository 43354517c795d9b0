import { ADMIN, ago, factor, laptop, office, onPerson, pushTarget, type Scenario, Story, stranger } from "./story.ts";

const challenge = (when: string) => ({
  type: "policy.evaluate_sign_on",
  at: ago(when),
  from: laptop,
  result: "CHALLENGE",
  targets: [{ id: "rulSTAFF", type: "PolicyRule", displayName: "Second factor" }],
});

/** Passwords that are right, and what comes after them. */
export const factors: Scenario[] = [
  {
    name: "the phone was replaced: prompts of three days without an answer",
    story: () => {
      const story = Story.withHistory();
      for (const when of ["1d 20h", "1d 19h 50m", "1d 2h", "4h", "3h 50m"]) {
        story.prompt(laptop, ago(when), "none", `s${when}`);
      }
      return story;
    },
    causes: ["phone_lost"],
  },
  {
    name: "the phone lies at home this morning",
    story: () => {
      const story = Story.withHistory();
      for (const when of ["50m", "40m", "30m", "20m"]) story.prompt(laptop, ago(when), "none", "morning");
      return story;
    },
    causes: ["prompt_unanswered"],
  },
  {
    name: "Okta's classic engine: prompts sent, and nothing more",
    story: () => {
      const story = Story.withHistory();
      for (const when of ["50m", "40m", "30m"]) {
        story.add({
          type: "system.push.send_factor_verify_push",
          at: ago(when),
          from: laptop,
          session: "s",
          targets: [onPerson, pushTarget],
        });
      }
      return story;
    },
    causes: ["prompt_unanswered"],
  },
  {
    name: "two prompts missed, the third answered",
    story: () =>
      Story.withHistory().prompt(laptop, ago("1h"), "none").prompt(laptop, ago("55m"), "none").prompt(
        laptop,
        ago("50m"),
        "approve",
      ).signIn(laptop, "49m"),
    causes: ["nothing_wrong"],
  },
  {
    name: "prompts that a stranger's sign-ins sent, unanswered: no reason to reset the factor",
    story: () => {
      const story = Story.withHistory().signIn(laptop, "20h");
      for (let i = 0; i < 6; i++) story.prompt(stranger, ago("3h") + i * 80_000, "none", "intruder");
      return story;
    },
    causes: ["account_attacked"],
  },
  {
    name: "the factors were reset, and the policy asks for one",
    story: () => {
      const story = Story.withHistory().add({
        type: "user.mfa.factor.reset_all",
        at: ago("1d"),
        from: office,
        by: ADMIN,
        targets: [onPerson],
      }, challenge("2h"));
      story.factors = [];
      return story;
    },
    causes: ["no_factor"],
  },
  {
    name: "only a security question is left where a factor is asked for",
    story: () => {
      const story = Story.withHistory().add(challenge("2h"));
      story.factors = [factor("ufsQ", "question", null)];
      return story;
    },
    causes: ["no_factor"],
  },
  {
    name: "never had a factor, and needs none",
    story: () => {
      const story = Story.withHistory().signIn(office, "2h");
      story.factors = [];
      return story;
    },
    causes: ["nothing_wrong"],
  },
  {
    name: "the factors may not be read",
    story: () => {
      const story = Story.withHistory().signIn(office, "2h");
      story.factors = null;
      return story;
    },
    causes: ["nothing_wrong"],
  },
  {
    name: "the codes are wrong each time",
    story: () => {
      const story = Story.withHistory();
      for (let i = 0; i < 5; i++) {
        story.add({
          type: "user.authentication.auth_via_mfa",
          at: ago("1h") + i * 50_000,
          from: laptop,
          result: "FAILURE",
          reason: "INVALID_CREDENTIALS",
          targets: [onPerson, { id: "ostTOTP", type: "AuthenticatorEnrollment", displayName: "Google Authenticator" }],
          debug: { factor: "GOOGLE_AUTHENTICATOR" },
        });
      }
      return story;
    },
    causes: ["wrong_code"],
  },
  {
    name: "two wrong codes, then a right one",
    story: () => {
      const story = Story.withHistory();
      for (const [when, result] of [["1h", "FAILURE"], ["59m", "FAILURE"], ["58m", "SUCCESS"]] as const) {
        story.add({
          type: "user.authentication.auth_via_mfa",
          at: ago(when),
          from: laptop,
          result,
          reason: result === "FAILURE" ? "VERIFICATION_ERROR" : null,
          targets: [onPerson],
          debug: { factor: "SMS_FACTOR" },
        });
      }
      return story.signIn(laptop, "57m");
    },
    causes: ["nothing_wrong"],
  },
];
