import type { ConfigProblem } from "../config.ts";
import { type Check, failed, ok, warning } from "./check.ts";

const changeIt = "Change it, or leave it as it is: it stops nothing.";

/** What is wrong with the settings, one by one. */
export function judgeSettings(problems: readonly ConfigProblem[], notices: readonly string[]): Check[] {
  const checks = [
    ...problems.map(({ setting, problem, fix }) =>
      failed(setting, problem, `${fix[0]!.toUpperCase()}${fix.slice(1)}.`)
    ),
    ...notices.map((notice) => warning("Settings", notice, changeIt)),
  ];
  return checks.length > 0 ? checks : [ok("Settings", "every setting can be used")];
}
