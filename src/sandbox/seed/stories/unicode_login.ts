import { unknownEntity } from "../events.ts";
import type { Stage } from "../stage.ts";

/**
 * Zoë O'Brien is back from leave and types her login without its accent or apostrophe. Okta knows no such person, so
 * the attempts stand in the log under what she typed, and none of them under her name.
 */
export function tellUnicodeLogin(stage: Stage): void {
  const zoe = stage.person("zoë.o'brien");
  zoe.everydayUntil = stage.before({ days: 6 });
  const attempts = [
    { minutes: 313, typed: "zoe.obrien@harbor.example" },
    { minutes: 312, typed: "zoe.o'brien@harbor.example" },
    { minutes: 310, typed: "zobrien@harbor.example" },
    { minutes: 118, typed: "zoe.obrien@harbor.example" },
  ];
  for (const { minutes, typed } of attempts) {
    stage.log.add({
      at: stage.before({ minutes }),
      type: "user.session.start",
      by: { actor: unknownEntity(typed), origin: zoe.home },
      request: stage.log.request("/idp/idx/identify"),
      result: "FAILURE",
      reason: "VERIFICATION_ERROR",
      debug: { threatSuspected: "false" },
    });
  }
}
