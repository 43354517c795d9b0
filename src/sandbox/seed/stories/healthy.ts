import { beginSignIn, openApp, signInBy } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { MINUTE } from "../time.ts";

/** Nothing is wrong with Aisha Bello's account: she signed in an hour ago, as she does every day. */
export function tellHealthy(stage: Stage): void {
  const aisha = stage.person("aisha.bello");
  aisha.everydayUntil = stage.before({ hours: 6 });
  const signIn = beginSignIn(stage, aisha, aisha.office ?? aisha.home);
  const inside = signInBy(stage, signIn, stage.before({ minutes: 58 }), "fastpass");
  openApp(stage, signIn, inside + MINUTE, stage.app("Microsoft Office 365"));
  openApp(stage, signIn, inside + 14 * MINUTE, stage.app("Storefront Admin"));
}
