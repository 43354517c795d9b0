import type { Keyboard } from "./keyboard.ts";
import type { Consent } from "./session.ts";

/** Keys that come sooner after the question than anybody could have read it, in milliseconds, are no answer. */
const TOO_SOON = 300;

/**
 * The person's word by one key: y does it, n does not, any other key is no answer. Keys that came in one go, as from
 * pasting, are none either.
 * @param signal ends the question as unanswered.
 * @param now Milliseconds of a clock that never goes back.
 */
export function keyPress(keyboard: Keyboard, signal: AbortSignal, now: () => number): Promise<Consent> {
  const asked = now();
  return new Promise((resolve) => {
    const settle = (consent: Consent) => {
      stop();
      signal.removeEventListener("abort", onAbort);
      resolve(consent);
    };
    const onAbort = () => settle("cancel");
    const stop = keyboard.listen((keys) => {
      if (keys.includes("ctrl-c")) return settle("cancel");
      const [key, ...more] = keys;
      if (more.length > 0 || now() - asked < TOO_SOON) return;
      if (key === "y" || key === "Y") settle("accept");
      if (key === "n" || key === "N" || key === "escape") settle("decline");
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
  });
}
