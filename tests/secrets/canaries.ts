/** Secrets of every kind that Okta may put into an answer, each known again wherever it turns up. */

/** None of these may leave the program, nor a longer part of one. */
export const CANARIES: Record<string, string> = {
  activationToken: "Xe1vRyxnPacQkpCANARYactv01",
  activationUrl: "cANARYwelcomeTOKEN02Zk7",
  resetUrl: "rCANARYresetTOKEN03Lq9xB",
  recoveryToken: "VBQ0CANARYgwL5s2YJ04",
  password: "Correct-Horse-CANARY-05!",
  answer: "Rumpelstilz-CANARY-06",
  hash: "QrozP8a+K6bq7CANARY07abcdefg=",
  sharedSecret: "JBSWY3DPEHPK3PXPCANARY08",
  qrCode: "00CANARYqrcodeTOKEN09xyz",
  clientSecret: "K9qS-CANARYclientSecret10_aBcDeFg",
  privateKey: "MIIEvQIBADANBgkqhkiG9w0CANARY11BAQEFAASC",
  cookie: "102CANARYcookieSID12abcdef",
  sessionToken: "20111CANARYsession13uVpeKhy",
  bearer: "eyJraWQiOiJDQU5BUlkxNCJ9.eyJzdWIiOiJDQU5BUlkxNCJ9.CANARYsignature14",
  passCode: "91500831CANARY15",
};

/** Its last four digits may be shown. */
export const PHONE = "+15550100199";
export const PHONE_DIGITS = "5550100";

const c = CANARIES;

/** A copy of an answer with a secret wherever Okta could put one, and in the words that people write. */
export function salted(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return value.map((item) => salted(item, token));
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, salted(member, token)]));
  if ("profile" in copy && "credentials" in copy) return { ...copy, ...userSecrets(copy) };
  if ("factorType" in copy) return { ...copy, ...factorSecrets(copy) };
  if ("signOnMode" in copy) return { ...copy, ...appSecrets(copy) };
  if ("eventType" in copy) return { ...copy, ...eventSecrets(copy, token) };
  if (typeof copy.description === "string") copy.description += ` Ask with SSWS ${token}.`;
  return copy;
}

type Document = Record<string, unknown>;
const object = (value: unknown) => value as Document;

function userSecrets(user: Document): Document {
  return {
    activationToken: c.activationToken,
    activationUrl: `https://acme.okta.com/welcome/${c.activationUrl}`,
    resetPasswordUrl: `https://acme.okta.com/reset_password/${c.resetUrl}`,
    recoveryToken: c.recoveryToken,
    tempPassword: c.password,
    sessionToken: c.sessionToken,
    profile: { ...object(user.profile), mobilePhone: PHONE, primaryPhone: PHONE },
    credentials: {
      ...object(user.credentials),
      password: { value: c.password, hash: { algorithm: "BCRYPT", salt: c.hash, value: c.hash } },
      recovery_question: { question: "Who?", answer: c.answer },
    },
  };
}

function factorSecrets(factor: Document): Document {
  return {
    profile: { ...object(factor.profile), phoneNumber: PHONE },
    passCode: c.passCode,
    _embedded: {
      activation: {
        sharedSecret: c.sharedSecret,
        _links: { qrcode: { href: `https://acme.okta.com/api/v1/users/00u1/factors/opf1/qr/${c.qrCode}` } },
      },
    },
  };
}

function appSecrets(app: Document): Document {
  const credentials = object(app.credentials);
  return {
    credentials: {
      ...credentials,
      oauthClient: { ...object(credentials.oauthClient), client_secret: c.clientSecret },
      password: { value: c.password },
      signing: { ...object(credentials.signing), privateKey: `-----BEGIN PRIVATE KEY-----\n${c.privateKey}` },
    },
  };
}

function eventSecrets(event: Document, token: string): Document {
  const client = object(event.client);
  return {
    displayMessage: `${event.displayMessage} https://acme.okta.com/reset_password/${c.resetUrl}`,
    client: {
      ...client,
      userAgent: { ...object(client.userAgent), browser: `curl -H "Authorization: SSWS ${token}"`, os: c.bearer },
    },
    debugContext: {
      debugData: {
        ...object(object(event.debugContext).debugData),
        url: `/welcome/${c.activationUrl}?token=${c.recoveryToken}&password=${encodeURIComponent(c.password!)}`,
        logOnlySecurityData: JSON.stringify({ sessionToken: c.sessionToken, client_secret: c.clientSecret }),
        // The cut of a long value falls into the secret.
        changedAttributes: `${"padding ".repeat(36)}${token}`,
      },
    },
  };
}
