/**
 * The one place that takes secrets out of what leaves the program: results, errors, log lines, audit entries. A secret is
 * known by the name of its field, by the shape of the text, or because {@linkcode registerSecret} named it. What is masked
 * once stays the same when masked again.
 */

const mask = "[redacted]";
const deepest = 100;

/** Names of fields that hold a secret, in lower case and without `_` and `-`. */
const secretNames = new Set([
  "accesstoken",
  "activationtoken",
  "activationurl",
  "apitoken",
  "authorization",
  "authtoken",
  "clientassertion",
  "cookie",
  "devicecode",
  "dpop",
  "idtoken",
  "otp",
  "passcode",
  "proxyauthorization",
  "recoverytoken",
  "refreshtoken",
  "resetpasswordurl",
  "secrethash",
  "sessiontoken",
  "setcookie",
  "statetoken",
  "token",
  "unlocktoken",
]);
const secretEnding = /(password|secret|apikey|privatekey|passphrase)$/;

/** The members of an object under a secret name that are the secret itself, as in `credentials.password.hash.salt`. */
const credentialMembers = new Set(["value", "hash", "salt"]);

/** The private members of a JSON Web Key (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const privateKeyMembers = new Set(["d", "p", "q", "dp", "dq", "qi", "oth", "k"]);

const phoneName = /(phone|mobile)(number)?$/;

const registered = new Set<string>();

/**
 * Masks this very text wherever it turns up from now on. Texts of fewer than eight characters are left alone: they would
 * mask ordinary words.
 */
export function registerSecret(value: string): void {
  if (value.length < 8) return;
  registered.add(value);
  registered.add(encodeURIComponent(value));
  registered.add(JSON.stringify(value).slice(1, -1));
  registered.add(value.replaceAll('"', "'")); // as a quotation writes it
}

/**
 * A deep copy without secrets, made of what JSON can say. Phone numbers keep their last four digits; ids, names and
 * addresses stay. Cycles and bottomless nesting are cut off.
 */
export function redact(value: unknown): unknown {
  return copy(value, "", false, []);
}

/** A text without secrets: credentials, tokens, private keys, one-time links, and phone numbers but for four digits. */
export function redactText(text: string): string {
  let result = text;
  for (const secret of registered) result = result.replaceAll(secret, mask);
  if (!suspicious.test(result)) return result;
  for (const { pattern, replace } of maskings) result = result.replace(pattern, replace);
  return result;
}

type Replacement = (match: string, ...groups: string[]) => string;

/** What may follow `Bearer` or stand behind a name and be a credential, and not the next word of a sentence. */
const looksRandom = (text: string) => text.length >= 8 && (/\d/.test(text) || text.length >= 24);

/** `sign` is what every text has, in either case, that the pattern fits. */
interface Masking {
  readonly sign: RegExp;
  readonly pattern: RegExp;
  readonly replace: Replacement;
}

const maskings: readonly Masking[] = [
  // PEM private keys (RFC 7468 §10, §11), also one that was cut off
  {
    sign: /-----/,
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    replace: () => mask,
  },
  // credentials of an Authorization header (RFC 9110 §11.6.2)
  {
    sign: /(?:SSWS|Bearer|DPoP|Basic)\s/,
    pattern: /\b(SSWS|Bearer|DPoP|Basic)(\s+)([\w.~+/-]+=*)/gi,
    replace: (all, scheme, gap, value) => looksRandom(value!) ? `${scheme}${gap}${mask}` : all,
  },
  {
    sign: /authorization/,
    pattern: /\b(authorization["']?\s*[:=]\s*["']?)([\w.~+/-]+=*)/gi,
    replace: (all, name, value) => looksRandom(value!) ? `${name}${mask}` : all,
  },
  // a JWT or JWE (RFC 7519, RFC 7516)
  { sign: /eyJ/, pattern: /(?<![\w-])eyJ[\w-]{6,}(?:\.[\w-]*){2,4}/g, replace: () => mask },
  // an Okta API token by itself
  { sign: /00[\w-]{40}/, pattern: /(?<![\w-])00[\w-]{40}(?![\w-])/g, replace: () => mask },
  // one-time links: whoever opens them is the user
  {
    sign: /[/]/,
    pattern:
      /((?:^|[\s"'=(<,]|:\/\/[^/\s"'<>]+)\/(?:[a-z_-]+\/)?(?:welcome|reset[_-]password|activate|unlock|recovery|tokens)\/)([\w~-]{8,})/g,
    replace: (all, start, token) => /[A-Z\d]/.test(token!) ? start + mask : all,
  },
  { sign: /[/]/, pattern: /(\/factors\/[^/\s"']+\/qr\/)[\w~-]+/g, replace: (_, start) => start! + mask },
  // name=value of a form or a query, "name":"value" of JSON, also of JSON within JSON, also cut off
  {
    sign: /=/,
    pattern: /(?<![\w.-])([\w.-]+)=([^\s&"'<>;,)\\]+)/g,
    replace: (all, name, value) => isSecret(name!, value!) ? `${name}=${mask}` : all,
  },
  {
    sign: /"\s*:/,
    pattern: /("([\w.-]+)"\s*:\s*)(?:"((?:[^"\\]|\\.)*)("|$)|(\d+))/g,
    replace: (all, start, name, value, end, digits) =>
      isSecret(name!, value ?? digits!) ? `${start}"${mask}${digits ? '"' : end}` : all,
  },
  // the same as a quotation writes it
  {
    sign: /'\s*:/,
    pattern: /('([\w.-]+)'\s*:\s*)(?:'([^']*)('|$)|(\d+))/g,
    replace: (all, start, name, value, end, digits) =>
      isSecret(name!, value ?? digits!) ? `${start}'${mask}${digits ? "'" : end}` : all,
  },
  {
    sign: /"\s*:/,
    pattern: /(\\"([\w.-]+)\\"\s*:\s*\\")([^"\\]*)/g,
    replace: (all, start, name, value) => isSecret(name!, value!) ? start + mask : all,
  },
  // a phone number in international notation (ITU-T E.164)
  {
    sign: /[+]/,
    pattern: /(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?!\w)/g,
    replace: (number) => maskPhone(number),
  },
];

/** Most texts bear none of the signs, and a dozen searches are spared. */
const suspicious = new RegExp([...new Set(maskings.map(({ sign }) => sign.source))].join("|"), "i");

const plain = (name: string) => name.replace(/[_-]/g, "").toLowerCase();

function isSecretName(name: string): boolean {
  const word = plain(name);
  return secretNames.has(word) || secretEnding.test(word);
}

/** Whether text names a secret and gives it; `password=true` says only that there is one. */
function isSecret(name: string, value: string): boolean {
  return value !== "" && !/^(true|false|null)$/.test(value) && isSecretName(name);
}

function maskPhone(text: string): string {
  let hidden = (text.match(/\d/g)?.length ?? 0) - 4;
  return text.replace(/\d/g, (digit) => hidden-- > 0 ? "*" : digit);
}

function copy(value: unknown, name: string, inCredential: boolean, ancestors: readonly object[]): unknown {
  const secret = isSecretName(name) || (inCredential && credentialMembers.has(name));
  switch (typeof value) {
    case "string":
      if (value === "") return value;
      if (secret) return mask;
      return phoneName.test(plain(name)) ? maskPhone(redactText(value)) : copyText(value, ancestors);
    case "number":
    case "bigint":
      if (secret) return mask;
      return phoneName.test(plain(name)) ? maskPhone(String(value)) : value;
    case "object":
      break;
    default:
      return value;
  }
  if (value === null) return value;
  if (ancestors.includes(value)) return "[circular]";
  if (ancestors.length >= deepest) return "[too deep]";
  const path = [...ancestors, value];
  if (Array.isArray(value)) return value.map((item) => copy(item, name, inCredential, path));
  if ("toJSON" in value && typeof value.toJSON === "function") return copy(value.toJSON(), name, inCredential, path);

  const source: Record<string, unknown> = value instanceof Error
    ? { ...value, name: value.name, message: value.message }
    : { ...value };
  const isSecretMember = secretMembers(source, name);
  return Object.fromEntries(
    Object.entries(source).map(([key, member]) => [
      key,
      isSecretMember(key) && !isFlag(member) ? mask : copy(member, key, secret || inCredential, path),
    ]),
  );
}

/** What says at most whether there is a secret. */
const isFlag = (value: unknown) => value === null || value === undefined || value === "" || typeof value === "boolean";

/** A string that is JSON is masked as what it says: Okta's log hides whole objects in strings. */
function copyText(text: string, ancestors: readonly object[]): string {
  if (/^\s*[[{]/.test(text)) {
    try {
      const parsed: unknown = JSON.parse(text);
      const masked = JSON.stringify(copy(parsed, "", false, ancestors));
      return masked === JSON.stringify(parsed) ? text : masked;
    } catch { /* not JSON after all */ }
  }
  return redactText(text);
}

/** The members that are secret because of their neighbours. */
function secretMembers(source: Record<string, unknown>, name: string): (key: string) => boolean {
  if (typeof source.kty === "string") return (key) => privateKeyMembers.has(key);
  if ("question" in source || plain(name) === "recoveryquestion") return (key) => key === "answer";
  if (plain(name) === "authscheme") return (key) => key === "value"; // of an event or inline hook
  const label = source.key ?? source.name;
  if (typeof label === "string" && isSecretName(label)) return (key) => key === "value";
  return () => false;
}
