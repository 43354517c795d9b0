import { MAX_ATTEMPTS } from "../policies.ts";
import { beginSignIn, lockAccount, refuse, wrongPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { MINUTE, SECOND } from "../time.ts";

/** Kenji Watanabe forgot his password, and typed what he thought it was into his usual laptop until Okta had enough. */
export function tellForgottenPassword(stage: Stage): void {
  const kenji = stage.person("kenji.watanabe");
  kenji.everydayUntil = stage.before({ hours: 13 });
  const signIn = beginSignIn(stage, kenji, kenji.home);
  let at = stage.before({ minutes: 54 });
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++, at += 68 * SECOND) wrongPassword(stage, signIn, at);
  const locked = at - 68 * SECOND + 10;
  lockAccount(stage, signIn, locked);
  transition(kenji.user, "LOCKED_OUT", locked);
  refuse(stage, beginSignIn(stage, kenji, kenji.home), locked + 2 * MINUTE, "LOCKED_OUT");
}
