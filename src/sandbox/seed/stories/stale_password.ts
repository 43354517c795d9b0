import { appEntity } from "../events.ts";
import { LOG_DAYS } from "../everyday.ts";
import { makeDevice, makeOrigin } from "../origins.ts";
import { MAX_ATTEMPTS } from "../policies.ts";
import type { Random } from "../random.ts";
import { beginSignIn, changePassword, lockAccount, openApp, refuse, signInBy } from "../signin.ts";
import type { SignIn } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { MINUTE, recordTime, SECOND } from "../time.ts";

/** Bursts of retries in hours before now, each too short to lock, and the laptop sign-ins that reset the count. */
const BURSTS = [{ hours: 50.8, tries: 5 }, { hours: 49.6, tries: 4 }, { hours: 31, tries: 5 }, {
  hours: 28.5,
  tries: 4,
}, {
  hours: 26,
  tries: 5,
}];
const LAPTOP_HOURS = [50.1, 48.8, 30.3, 27.7, 25.3, 3.4];

/**
 * Jane Moreno changed her password two days ago. The mail app on her iPhone still sends the old one, every few minutes
 * while the phone is awake, through Office 365. This morning it did so once too often before her next sign-in.
 */
export function tellStalePassword(stage: Stage): void {
  const jane = stage.person("jane.moreno");
  const random = stage.random("story/stale-password");
  const relay = "203.0.113.250"; // Microsoft's server, which passes the phone's password on
  const mailApp = makeOrigin({ ...jane.home.network, relay }, makeDevice("iphoneMail", random));

  const changed = stage.before({ days: 2, hours: 3 });
  jane.everydayUntil = changed - 5 * MINUTE;
  for (let day = LOG_DAYS - 1; day > 2; day--) {
    const at = stage.before({ days: day, minutes: random.between(1, 50) });
    sendMailPassword(stage, beginSignIn(stage, jane, mailApp), at, null);
  }

  const first = beginSignIn(stage, jane, jane.home);
  signInBy(stage, first, changed - 4 * MINUTE, "push");
  changePassword(stage, first, changed);
  jane.user.passwordChanged = recordTime(changed);

  for (const { hours, tries } of BURSTS) {
    retry(stage, mailApp, random, stage.before({ hours }), tries, "INVALID_CREDENTIALS");
  }
  for (const hours of LAPTOP_HOURS) {
    const signIn = beginSignIn(stage, jane, jane.home);
    const inside = signInBy(stage, signIn, stage.before({ hours }), hours === 50.1 ? "push" : "fastpass");
    openApp(stage, signIn, inside + 20 * SECOND, stage.app("Microsoft Office 365"));
    openApp(stage, signIn, inside + 11 * MINUTE, stage.app("Slack"));
  }

  const last = retry(
    stage,
    mailApp,
    random,
    stage.before({ hours: 2, minutes: 20 }),
    MAX_ATTEMPTS,
    "INVALID_CREDENTIALS",
  );
  lockAccount(stage, beginSignIn(stage, jane, mailApp), last + 5, mailUri(stage));
  transition(jane.user, "LOCKED_OUT", last + 5);
  retry(stage, mailApp, random, last + 4 * MINUTE, 40, "LOCKED_OUT"); // to this minute: the log ends now
  for (const minutes of [71, 69]) {
    refuse(stage, beginSignIn(stage, jane, jane.home), stage.before({ minutes }), "LOCKED_OUT");
  }
}

function mailUri(stage: Stage): string {
  return `/app/office365/${stage.app("Microsoft Office 365").id}/sso/wsfed/active`;
}

/** Returns the time of the last try. */
function retry(
  stage: Stage,
  mailApp: SignIn["origin"],
  random: Random,
  from: number,
  tries: number,
  reason: string,
): number {
  const jane = stage.person("jane.moreno");
  let at = from;
  for (let i = 0; i < tries; i++) {
    if (i > 0) at += random.between(200, 340) * SECOND;
    sendMailPassword(stage, beginSignIn(stage, jane, mailApp), at, reason);
  }
  return at;
}

function sendMailPassword(stage: Stage, signIn: SignIn, at: number, failure: string | null): void {
  const request = stage.log.request(mailUri(stage), { query: "username=jane.moreno%40harbor.example" });
  stage.log.add({
    at,
    type: "user.authentication.auth_via_richclient",
    by: signIn,
    request,
    ...(failure ? { result: "FAILURE" as const, reason: failure } : {}),
    targets: [appEntity(stage.app("Microsoft Office 365")), signIn.actor],
    debug: { clientType: "EXCHANGE_ACTIVE_SYNC" },
  });
  if (failure) refuse(stage, signIn, at + 2, failure, request);
}
