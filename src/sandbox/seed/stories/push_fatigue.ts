import { notify } from "../admin.ts";
import { factorEntity } from "../events.ts";
import { oktaVerify } from "../factors.ts";
import { makeDevice, makeOrigin, PLACES, PROVIDERS, registerDevice } from "../origins.ts";
import { CUSTOMER_DATA, OUTSIDE_COUNTRIES } from "../policies.ts";
import { beginSignIn, denyApp, openApp, push, rightPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { HOUR, lastLocal, MINUTE, SECOND } from "../time.ts";

/**
 * Somebody abroad knows Priya Nair's password. Last night they sent her push prompts until, after nine denials in
 * twelve minutes, the tenth was approved; then they enrolled a phone of their own and looked around. Only Workday,
 * whose policy keeps strangers' countries out, turned them away. Nobody has noticed: her account is ACTIVE.
 */
export function tellPushFatigue(stage: Stage): void {
  const priya = stage.person("priya.nair");
  const random = stage.random("story/push-fatigue");
  const network = {
    ip: "203.0.113.201",
    place: PLACES.bucharest,
    provider: PROVIDERS.proxyHost,
    zone: null,
    isProxy: true,
  };
  const abroad = makeOrigin(network, makeDevice("chrome", random));
  const start = lastLocal(stage.now, priya.utcOffset, 2, 38, 3 * HOUR);
  const intruder = beginSignIn(stage, priya, abroad, {
    behaviors: ["New Geo-Location", "New Device", "New IP", "New State", "New Country", "Velocity", "New City"],
    level: "HIGH",
    reasons: "Anomalous Location, Anomalous Device",
  });

  rightPassword(stage, intruder, start);
  for (let prompt = 0; prompt < 9; prompt++) {
    const at = start + 4 * SECOND + prompt * 78 * SECOND;
    push(stage, intruder, at, "DENY", random.between(7, 22) * SECOND);
  }
  const approved = start + 12 * MINUTE + 40 * SECOND;
  push(stage, intruder, approved - 9 * SECOND, "APPROVE", 9 * SECOND);
  notify(
    stage,
    approved + SECOND,
    "system.email.new_device_notification.sent_message",
    priya.user,
    intruder,
    stage.log.request("/idp/idx/authenticators/poll"),
  );

  const enrolled = approved + 3 * MINUTE;
  const phone = { name: "SM-A546E", platform: "ANDROID", deviceType: "SmartPhone_Android" } as const;
  const factors = oktaVerify(stage, priya.user.profile.login, phone, enrolled, "priya.nair/intruder", false);
  priya.user.factors.push(...factors);
  const request = stage.log.request("/idp/idx/challenge/poll");
  const { record } = registerDevice(makeDevice("android", random), "android", {
    id: stage.id("guo", "priya.nair/intruder"),
    name: phone.name,
    managed: false,
  });
  const enrolment = { by: intruder, request, device: record };
  stage.log.add({
    ...enrolment,
    at: enrolled - 300,
    type: "device.enrollment.create",
    targets: [intruder.actor],
  });
  for (const factor of factors) {
    stage.log.add({
      ...enrolment,
      at: enrolled,
      type: "user.mfa.factor.activate",
      reason: `User enrolled ${factor.factorType}`,
      targets: [intruder.actor, factorEntity(factor)],
    });
  }
  notify(stage, enrolled + SECOND, "system.email.mfa_enroll_notification.sent_message", priya.user, intruder, request);

  openApp(stage, intruder, enrolled + 2 * MINUTE, stage.app("Microsoft Office 365"));
  openApp(stage, intruder, enrolled + 6 * MINUTE, stage.app("Slack"));
  for (const minutes of [9, 10]) {
    denyApp(stage, intruder, enrolled + minutes * MINUTE, stage.app("Workday"), CUSTOMER_DATA, OUTSIDE_COUNTRIES);
  }
}
