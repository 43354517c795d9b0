/**
 * `PUT /api/v1/apps/{appId}`: the whole app is replaced. What the body leaves out falls back to Okta's default, what
 * only Okta may set is ignored without a word, and the app's kind cannot change.
 */
import { type Context, stamp } from "./context.ts";
import { invalid, OktaError } from "./errors.ts";
import { isObject, type Json, objectAt } from "./json.ts";
import { appTarget, writeEvent } from "./log.ts";
import type { AppRecord } from "./state.ts";

const ACCESSIBILITY: Json = { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null };
const SETTINGS: Json = {
  notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
  manualProvisioning: false,
  implicitAssignment: false,
  notes: { admin: null, enduser: null },
};
/** The parts of the settings that an app of its kind cannot be without. */
const REQUIRED_SETTINGS = ["app", "signOn", "oauthClient"];

const MAX_LABEL = 100;
const SECRET_LENGTH = 64;

/** Throws `E0000001` with the causes, `E0000040` for a label that another app has. */
export function replaceApp(context: Context, app: AppRecord, body: Json): void {
  const label = readLabel(context, app, body);
  requireSame("name", body["name"], app.name);
  requireSame("signOnMode", body["signOnMode"], app.signOnMode);
  const settings = readSettings(app, body);
  const credentials = readCredentials(context, app, objectAt(body, "credentials"));

  app.label = label;
  app.accessibility = knownOnly(ACCESSIBILITY, objectAt(body, "accessibility"));
  app.visibility = readVisibility(app, objectAt(body, "visibility"));
  app.credentials = credentials;
  app.settings = settings;
  app.lastUpdated = stamp(context.now);
  writeEvent(context, "application.lifecycle.update", [appTarget(app)]);
}

function readLabel({ state }: Context, app: AppRecord, body: Json): string {
  const { label } = body;
  if (typeof label !== "string" || label === "") throw invalid("label", "label: The field cannot be left blank");
  if (label.length > MAX_LABEL) throw invalid("label", `label: longer than ${MAX_LABEL} characters`);
  if ([...state.apps.values()].some((other) => other !== app && other.label === label)) throw new OktaError("E0000040");
  return label;
}

function requireSame(field: string, wanted: unknown, current: string | null): void {
  if ((wanted ?? null) === current) return;
  const found = wanted === undefined ? "none" : JSON.stringify(wanted);
  throw invalid(
    field,
    `${field}: an app's ${field} cannot change: expected ${JSON.stringify(current)}, found ${found}`,
  );
}

function readSettings(app: AppRecord, body: Json): Json {
  const settings = objectAt(body, "settings");
  for (const part of REQUIRED_SETTINGS) {
    const missing = Object.entries(objectAt(app.settings, part))
      .filter(([key, value]) => value !== null && objectAt(settings, part)[key] === undefined)
      .map(([key]) => `settings.${part}.${key}: The field cannot be left blank`);
    // An app's own settings are all required; of the protocol's only that they are there at all.
    if (part === "app" ? missing.length > 0 : missing.length > 0 && !isObject(settings[part])) {
      throw invalid("settings", ...missing);
    }
  }
  return { ...SETTINGS, ...settings };
}

function readCredentials(context: Context, app: AppRecord, wanted: Json): Json {
  const template = { userNameTemplate: { template: "${source.login}", type: "BUILT_IN" } };
  const signing = objectAt(app.credentials, "signing");
  const kid = objectAt(wanted, "signing")["kid"];
  if (kid !== undefined && kid !== signing["kid"]) {
    throw invalid("credentials", `credentials.signing.kid: the app has no key ${JSON.stringify(kid)}`);
  }
  const current = app.credentials["oauthClient"];
  if (!isObject(current)) return { ...template, ...wanted, signing };

  const client = { ...current, ...objectAt(wanted, "oauthClient") };
  requireSame("client_id", client["client_id"], String(current["client_id"]));
  const keepsSecret = String(client["token_endpoint_auth_method"]).startsWith("client_secret");
  const secret = keepsSecret ? { client_secret: client["client_secret"] ?? context.ids.token(SECRET_LENGTH) } : {};
  return { ...template, ...wanted, signing, oauthClient: { ...client, ...secret } };
}

/** Only the links that the app has can be shown or hidden. */
function readVisibility(app: AppRecord, wanted: Json): Json {
  const defaults = {
    autoLaunch: false,
    autoSubmitToolbar: false,
    hide: { iOS: false, web: false },
    appLinks: objectAt(app.visibility, "appLinks"),
  };
  return {
    ...knownOnly(defaults, wanted),
    hide: knownOnly(defaults.hide, objectAt(wanted, "hide")),
    appLinks: knownOnly(defaults.appLinks, objectAt(wanted, "appLinks")),
  };
}

/** `defaults`, with the values of `wanted` for those names and no others. */
function knownOnly(defaults: Json, wanted: Json): Json {
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, wanted[key] ?? value]));
}
