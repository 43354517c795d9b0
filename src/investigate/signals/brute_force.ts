import { densest, groupBy, withNeighbours } from "../case.ts";
import { familiarityOf, lastingOf, placeOf, shownBy, shownByAll } from "../describe.ts";
import { timeOf } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const bruteForce: SignalRule = {
  id: "brute_force",
  title: "Brute force",
  looksFor: `At least ${THRESHOLDS.bruteForceFailures} wrong passwords for this person within ` +
    `${THRESHOLDS.bruteForceMinutes} minutes, from places that are not theirs; from at least ` +
    `${THRESHOLDS.bruteForceAddresses} addresses, or from a single place they never signed in from.`,
  concludes:
    "People mistype from where they are. So many misses from elsewhere are somebody guessing; many addresses " +
    "mean that the guesser hides. A sign-in from one of these addresses afterwards means that a guess was right.",
  refutedBy: "The person was at that place and tried themselves, or a program of theirs moved to a new host.",
  read(opened) {
    const tries = opened.strangersTries;
    const core = densest(tries, opened.thresholds.bruteForceMinutes);
    const run = withNeighbours(core, tries, opened.thresholds.bruteForceMinutes);
    const addresses = groupBy(core, ({ ip }) => ip);
    const first = run[0];
    if (core.length < opened.thresholds.bruteForceFailures || first === undefined) return undefined;
    const many = addresses.size >= opened.thresholds.bruteForceAddresses;
    if (!many && !opened.baseline.isStrange(first)) return undefined;

    const entered = opened.suspectSignIns.find((event) =>
      event.ip !== null && addresses.has(event.ip) && timeOf(event) >= timeOf(first)
    );
    return {
      level: entered !== undefined ? "critical" : many ? "high" : "medium",
      headline: words`${count(run.length, "wrong password")} within ${lastingOf(run)} from ${
        count(addresses.size, "address", "addresses")
      } that ${addresses.size === 1 ? words`is` : words`are`} not theirs`,
      evidence: [
        shownByAll(run, words`guesses began from ${placeOf(first)}: ${familiarityOf(first, opened.baseline)}`),
        ...(entered === undefined ? [] : [shownBy(entered, words`then a sign-in succeeded from ${placeOf(entered)}`)]),
      ],
    };
  },
};
