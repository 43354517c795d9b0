import { beginSignIn, push, rightPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { MINUTE, SECOND } from "../time.ts";

/** How long Okta waits for the answer to a push. */
const PUSH_WAIT = 5 * MINUTE;

/**
 * Grace Okafor has had a new phone for three days. Okta Verify is enrolled on the old one, which is switched off: her
 * password is right, and every prompt goes where nobody sees it. Yesterday she asked the help desk about it.
 */
export function tellNewPhone(stage: Stage): void {
  const grace = stage.person("grace.okafor");
  grace.everydayUntil = stage.before({ days: 3, hours: 1 });
  for (const factor of grace.user.factors) {
    if (factor.factorType === "push" && factor.profile) factor.profile.name = "Grace's old iPhone 11";
  }
  for (
    const { hours, prompts } of [{ hours: 68, prompts: 3 }, { hours: 46, prompts: 2 }, { hours: 26, prompts: 2 }, {
      hours: 3,
      prompts: 2,
    }]
  ) {
    const signIn = beginSignIn(stage, grace, grace.home);
    const at = stage.before({ hours });
    rightPassword(stage, signIn, at);
    for (let prompt = 0; prompt < prompts; prompt++) {
      push(stage, signIn, at + 3 * SECOND + prompt * (PUSH_WAIT + 20 * SECOND), "NONE", PUSH_WAIT);
    }
  }
}
