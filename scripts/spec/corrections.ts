import { isObject, type Json, type JsonObject, resolve } from "./json.ts";

interface Correction {
  /** The object that holds the wrong value, and under which key. */
  in: string;
  key: string;
  was: Json;
  /** Absent: the key goes. */
  is?: Json;
  /** What Okta's servers do. */
  because: string;
}

/** The app templates: the schema of the app, its names, the schema of its own settings, and what that one requires. */
const TEMPLATES: [app: string, names: string[], settings?: string, required?: string[]][] = [
  ["BasicAuthApplication", ["template_basic_auth"], "BasicApplicationSettingsApplication", ["authURL", "url"]],
  ["BookmarkApplication", ["bookmark"], "BookmarkApplicationSettingsApplication", ["url"]],
  [
    "BrowserPluginApplication",
    ["template_swa", "template_swa3field"],
    "SwaApplicationSettingsApplication",
    ["buttonField", "passwordField", "usernameField", "url"],
  ],
  ["OpenIdConnectApplication", ["oidc_client"]],
  [
    "SecurePasswordStoreApplication",
    ["template_sps"],
    "SecurePasswordStoreApplicationSettingsApplication",
    ["passwordField", "url", "usernameField"],
  ],
  ["WsFederationApplication", ["template_wsfed"], "WsFederationApplicationSettingsApplication", [
    "audienceRestriction",
    "groupValueFormat",
    "wReplyURL",
    "nameIDFormat",
    "authnContextClassRef",
    "siteURL",
    "usernameAttribute",
  ]],
];

/** Where Okta's file is contradicted about requests by Okta's servers (or by itself, about apps): the servers win. */
const CORRECTIONS: Correction[] = [
  {
    in: "#/paths/~1api~1v1~1policies~1simulate/post/requestBody/content/application~1json",
    key: "schema",
    was: { type: "array", items: { $ref: "#/components/schemas/SimulatePolicyBody" } },
    is: { $ref: "#/components/schemas/SimulatePolicyBody" },
    because: "a list is refused with E0000003, a single object is taken",
  },
  {
    in: "#/components/schemas/Application",
    key: "required",
    was: ["signOnMode", "label"],
    is: ["label"],
    because: "an app of the catalog is created from its name, and some apps have a signOnMode of null",
  },
  {
    in: "#/components/schemas/ProvisioningConnectionTokenAuthScheme",
    key: "enum",
    was: ["TOKEN"],
    is: ["TOKEN", "UNKNOWN"],
    because: "a connection is written back with UNKNOWN, as it was read",
  },
  {
    in: "#/paths/~1api~1v1~1apps~1{appId}~1sso~1saml~1metadata/get/parameters/0",
    key: "required",
    was: true,
    is: false,
    because: "the metadata is served without a kid, too",
  },
  {
    in: "#/components/schemas/SamlApplicationSettingsSignOn",
    key: "required",
    was: ["allowMultipleAcsEndpoints", "assertionSigned", "honorForceAuthn", "requestCompressed", "responseSigned"],
    because: "an app of the catalog keeps its SAML settings to itself and shows the overrides only",
  },
  {
    in: "#/components/schemas/ProfileMappingRequest",
    key: "required",
    was: ["properties", "expression", "pushStatus"],
    is: ["properties"],
    because: "expression and pushStatus belong to each mapped attribute, below properties",
  },
  {
    in: "#/components/schemas/ProfileMappingRequest/properties",
    key: "properties",
    was: { $ref: "#/components/schemas/ProfileMappingProperty", type: "object" },
    is: { type: "object", additionalProperties: { $ref: "#/components/schemas/ProfileMappingProperty" } },
    because: "the keys are attributes, each with a mapping of its own",
  },
  ...TEMPLATES.flatMap(([app, names, settings, required]): Correction[] => [
    {
      in: `#/components/schemas/${app}/allOf/1/properties/name`,
      key: "enum",
      was: names,
      because: "an app of the catalog has the same signOnMode and a name of its own",
    },
    ...settings === undefined ? [] : [{
      in: `#/components/schemas/${settings}`,
      key: "required",
      was: required ?? [],
      because: "an app of the catalog has the same signOnMode and settings of its own",
    }],
  ]),
];

/** Corrects the document in place; says so, and says where a correction has lost its object. */
export function correct(document: JsonObject, notes: string[]): void {
  for (const { in: place, key, was, is, because } of CORRECTIONS) {
    const holder = resolve(document, place);
    if (isObject(holder) && JSON.stringify(holder[key]) === JSON.stringify(was)) {
      if (is === undefined) delete holder[key];
      else holder[key] = structuredClone(is);
      notes.push(`${place}/${key}: corrected: ${because}`);
    } else {
      notes.push(`${place}/${key}: not as expected: see whether scripts/spec/corrections.ts still holds`);
    }
  }
}
