import { makeOrigin, PLACES, PROVIDERS } from "../origins.ts";
import { CUSTOMER_DATA, OUTSIDE_COUNTRIES } from "../policies.ts";
import { beginSignIn, denyApp, openApp, signInBy } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { MINUTE, SECOND } from "../time.ts";

/**
 * Sam Whitfield is with a customer in São Paulo. He signs in and reads his mail, but a rule that is six days old keeps
 * Salesforce to the countries that Harbor works in.
 */
export function tellTraveller(stage: Stage): void {
  const sam = stage.person("sam.whitfield");
  sam.everydayUntil = stage.before({ hours: 34 });
  const hotel = { ip: "203.0.113.140", place: PLACES.saoPaulo, provider: PROVIDERS.hotel, zone: null, isProxy: false };
  const origin = makeOrigin(hotel, sam.laptop);
  for (const { hours, denials } of [{ hours: 21, denials: 2 }, { hours: 5, denials: 2 }, { hours: 1, denials: 1 }]) {
    const signIn = beginSignIn(stage, sam, origin, {
      behaviors: ["New Geo-Location", "New IP", "New State", "New Country", "New City"],
      level: "MEDIUM",
      reasons: "Anomalous Location",
    });
    const inside = signInBy(stage, signIn, stage.before({ hours }), "push");
    openApp(stage, signIn, inside + 40 * SECOND, stage.app("Microsoft Office 365"));
    for (let denial = 1; denial <= denials; denial++) {
      denyApp(stage, signIn, inside + denial * 3 * MINUTE, stage.app("Salesforce"), CUSTOMER_DATA, OUTSIDE_COUNTRIES);
    }
  }
}
