import assert from "node:assert/strict";
import fc from "fast-check";
import { checkRequest } from "../../src/okta/contract.ts";
import { loadOperations, type Operation, type Operations, type Schema } from "../../src/okta/operations.ts";

const contract = await loadOperations();

/** The problems of a request, a line each; with no contract given, Okta's. */
function problemsOf(
  request: string,
  body?: unknown,
  contentType?: string,
  operations: Operations = contract,
): string[] {
  const [method = "", path = ""] = request.split(" ");
  const verdict = checkRequest(operations, {
    method,
    url: new URL(path, "https://org.example.com"),
    body,
    contentType,
  });
  return verdict.problems.map((problem) => `${problem.path} ${problem.message}`);
}

/** The problems of a body against one schema, in a contract made for it. */
function problemsOfBody(schema: Schema, body: unknown, schemas: Record<string, Schema> = {}): string[] {
  const operation: Operation = {
    id: "act",
    method: "POST",
    path: "/act",
    tag: "Test",
    changes: true,
    scopes: [],
    parameters: [],
    body: { required: true, content: { "application/json": schema } },
  };
  return problemsOf("POST /act", body, undefined, { version: "1", operations: { act: operation }, schemas });
}

Deno.test("requests as Okta takes them have no problems", () => {
  const user = { login: "ann@example.com", email: "ann@example.com", firstName: "Ann", lastName: "Lee" };
  const good: [request: string, body?: unknown][] = [
    ["GET /api/v1/users?search=status%20eq%20%22ACTIVE%22&limit=25"],
    ["GET /api/v1/users/00u1"],
    ["GET /api/v1/logs?since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z&sortOrder=DESCENDING&limit=1000"],
    ["POST /api/v1/users?activate=false", { profile: { ...user, favouriteColour: "green" } }],
    ["POST /api/v1/users/00u1", { profile: { department: "Sales", secondEmail: null } }],
    ["POST /api/v1/users/00u1/lifecycle/unlock"],
    ["POST /api/v1/users/00u1/lifecycle/unlock", {}],
    ["POST /api/v1/users/00u1/lifecycle/reset_password?sendEmail=true&revokeSessions=true"],
    ["DELETE /api/v1/users/00u1/sessions?oauthTokens=true"],
    ["PUT /api/v1/apps/0oa1/groups/00g1", {}],
    ["PUT /api/v1/groups/00g1/users/00u1"],
    ["POST /api/v1/apps/0oa1/users", { id: "00u1", scope: "USER", profile: { role: "Agent" } }],
    ["POST /api/v1/apps", { name: "bookmark", label: "Wiki", settings: { app: { url: "https://wiki.example.com" } } }],
    ["PUT /api/v1/apps/0oa1", {
      name: "salesforce",
      label: "Salesforce",
      signOnMode: "BROWSER_PLUGIN",
      accessibility: { selfService: false, loginRedirectUrl: null },
      settings: { app: { instanceType: "SANDBOX" } },
    }],
    ["POST /api/v1/policies/simulate?expand=EVALUATED", {
      appInstance: "0oa1",
      policyTypes: ["OKTA_SIGN_ON"],
      policyContext: { user: { id: "00u1" }, groups: { ids: ["00g1"] } },
    }],
  ];
  for (const [request, body] of good) assert.deepEqual(problemsOf(request, body), [], request);
});

Deno.test("the operation is told even if there are problems, and is missing if there is none", () => {
  const verdictOf = (path: string) =>
    checkRequest(contract, { method: "GET", url: new URL(path, "https://org.example.com") });
  assert.equal(verdictOf("/api/v1/users?nope=1").operation?.id, "listUsers");
  assert.deepEqual(verdictOf("/api/v2/users"), {
    problems: [{ path: "path", message: "is unknown: no operation answers GET /api/v2/users" }],
  });
});

Deno.test("query parameters: unknown, missing, repeated, ill-typed, out of bounds", () => {
  assert.deepEqual(problemsOf("GET /api/v1/groups/00g1/users?top=5"), [
    "query.top is unknown: the operation takes after and limit",
  ]);
  assert.deepEqual(problemsOf("GET /api/v1/users/00u1/factors?q=x"), ["query.q is unknown: the operation takes none"]);
  assert.deepEqual(problemsOf("POST /api/v1/apps/0oa1/credentials/keys/generate"), ["query.validityYears is required"]);
  assert.deepEqual(problemsOf("GET /api/v1/groups?limit=5&limit=6"), [
    "query.limit must be given once, but is given 2 times",
  ]);
  assert.deepEqual(problemsOf("GET /api/v1/groups?limit=many"), ["query.limit must be an integer, but is a string"]);
  assert.deepEqual(problemsOf("GET /api/v1/apps?limit=1.5"), ["query.limit must be an integer, but is a number"]);
  assert.deepEqual(problemsOf("GET /api/v1/apps/0oa1/users?limit=501"), [
    "query.limit must be at most 500, but is 501",
  ]);
  assert.deepEqual(problemsOf("POST /api/v1/users/00u1/lifecycle/activate?sendEmail=yes"), [
    "query.sendEmail must be a boolean, but is a string",
  ]);
});

Deno.test("lists in a query are repeated or, where the contract says so, separated by commas", () => {
  assert.deepEqual(problemsOf("GET /api/v1/brands?expand=themes,domains"), []);
  assert.deepEqual(problemsOf("GET /api/v1/brands?expand=themes,colours"), [
    'query.expand must be themes, domains or emailDomain, but is "colours"',
  ]);
});

Deno.test("path parameters are checked as well", () => {
  const [problem = "", ...others] = problemsOf("GET /api/v1/users/00u1/subscriptions/NEWS");
  assert.match(problem, /^path\.notificationType must be AD_AGENT, .* or USER_LOCKED_OUT, but is "NEWS"$/);
  assert.deepEqual(others, []);
});

Deno.test("a body is there if it has to be, not if it must not, and of the right type", () => {
  assert.deepEqual(problemsOf("POST /api/v1/users"), ["body is required"]);
  assert.deepEqual(problemsOf("POST /api/v1/users/00u1/lifecycle/unlock", { force: true }), [
    "body must not be sent: the operation takes none",
  ]);
  const rule = { type: "group_rule", name: "Sales" };
  assert.deepEqual(problemsOf("POST /api/v1/groups/rules", rule, "application/json; charset=utf-8"), []);
  assert.deepEqual(problemsOf("POST /api/v1/groups/rules", rule, "text/plain"), [
    "body must be sent as application/json, but is sent as text/plain",
  ]);
  assert.deepEqual(problemsOf("POST /api/v1/brands/b/themes/t/logo", "bytes", "multipart/form-data; boundary=x"), []);
});

Deno.test("a body's problems name the path, what must be and what is", () => {
  assert.deepEqual(problemsOf("POST /api/v1/users", { profile: { login: 7 }, groupIds: ["00g1", 5] }), [
    "body.profile.login must be a string, but is a number",
    "body.groupIds[1] must be a string, but is a number",
  ]);
  assert.deepEqual(problemsOf("POST /api/v1/users", [1]), ["body must be an object, but is an array"]);
  assert.deepEqual(problemsOf("POST /api/v1/policies", { type: "PASSWORD" }), ["body.name is required"]);
  assert.deepEqual(problemsOf("POST /api/v1/apps/0oa1/users", { id: "00u1", scope: "ALL" }), [
    'body.scope must be USER or GROUP, but is "ALL"',
  ]);
});

Deno.test("a discriminator chooses the schema of its kind", () => {
  const zone = { name: "Office", gateways: [{ type: "CIDR", value: "192.0.2.0/24" }] };
  assert.deepEqual(problemsOf("POST /api/v1/zones", { ...zone, type: "IP" }), []);
  assert.deepEqual(problemsOf("POST /api/v1/zones", { ...zone, type: "IP", gateways: [{ type: "NET" }] }), [
    'body.gateways[0].type must be CIDR or RANGE, but is "NET"',
  ]);
  assert.deepEqual(problemsOf("POST /api/v1/zones", { name: "Office", type: "DYNAMIC", asns: "AS1" }), [
    "body.asns must be an array, but is a string",
  ]);
  assert.deepEqual(problemsOf("POST /api/v1/zones", { name: "Office" }), ["body.type is required"]);
});

Deno.test("closed alternatives with a discriminator have to be told apart", () => {
  const schemas: Record<string, Schema> = {
    Rsa: { type: "object", required: ["n"], properties: { n: { type: "string" } } },
    Ec: { type: "object", required: ["x"], properties: { x: { type: "string" } } },
  };
  const schema: Schema = {
    oneOf: [{ $ref: "Rsa" }, { $ref: "Ec" }],
    discriminator: { propertyName: "kty", mapping: { RSA: "Rsa", EC: "Ec" } },
  };
  assert.deepEqual(problemsOfBody(schema, { kty: "EC", x: "1" }, schemas), []);
  assert.deepEqual(problemsOfBody(schema, { kty: "EC", n: "1" }, schemas), ["body.x is required"]);
  assert.deepEqual(problemsOfBody(schema, { kty: "OKP" }, schemas), ['body.kty must be RSA or EC, but is "OKP"']);
  assert.deepEqual(problemsOfBody(schema, {}, schemas), ["body.kty must be RSA or EC, but is missing"]);
});

Deno.test("of alternatives one is enough, more may fit, and of none the nearest is told", () => {
  const object = (required: string[]): Schema => ({ type: "object", required });
  const schema: Schema = { oneOf: [object(["a", "b", "c"]), object(["a", "d"]), { type: "string" }] };
  assert.deepEqual(problemsOfBody(schema, "text"), []);
  assert.deepEqual(problemsOfBody(schema, { a: 1, b: 1, c: 1, d: 1 }), []);
  assert.deepEqual(problemsOfBody(schema, { a: 1 }), ["body.d is required"]);
  assert.deepEqual(problemsOfBody({ anyOf: [{ type: "integer" }, { type: "string" }] }, true), [
    "body must be an integer, but is a boolean",
  ]);
});

Deno.test("every part of allOf counts, and what two parts find is told once", () => {
  const named: Schema = { type: "object", required: ["name"] };
  assert.deepEqual(
    problemsOfBody({ allOf: [named, named, { properties: { age: { type: "integer" } } }] }, { age: "1" }),
    [
      "body.name is required",
      "body.age must be an integer, but is a string",
    ],
  );
});

Deno.test("null clears what is not required, and fits what is nullable", () => {
  const schema: Schema = {
    type: "object",
    required: ["a", "b"],
    properties: { a: { type: "string" }, b: { type: "string", nullable: true }, c: { type: "string" } },
  };
  assert.deepEqual(problemsOfBody(schema, { a: null, b: null, c: null }), ["body.a must be a string, but is null"]);
  assert.deepEqual(problemsOfBody({ type: "array", items: { type: "string" } }, [null]), [
    "body[0] must be a string, but is null",
  ]);
});

Deno.test("what a schema does not name is legal unless it says otherwise", () => {
  const properties: Record<string, Schema> = { a: { type: "string" } };
  const body = { a: "x", "odd name": 1 };
  assert.deepEqual(problemsOfBody({ type: "object", properties }, body), []);
  assert.deepEqual(problemsOfBody({ type: "object", properties, additionalProperties: { type: "string" } }, body), [
    'body["odd name"] must be a string, but is a number',
  ]);
  assert.deepEqual(problemsOfBody({ type: "object", properties, additionalProperties: false }, body), [
    'body["odd name"] is unknown, and nothing unknown may be sent here',
  ]);
});

Deno.test("limits: numbers, lengths in characters, items", () => {
  assert.deepEqual(problemsOfBody({ type: "number", minimum: 1, maximum: 5 }, 0), [
    "body must be at least 1, but is 0",
  ]);
  assert.deepEqual(problemsOfBody({ type: "string", maxLength: 2 }, "🙂🙂"), []);
  assert.deepEqual(problemsOfBody({ type: "string", maxLength: 2 }, "abc"), [
    "body must have at most 2 characters, but has 3",
  ]);
  assert.deepEqual(problemsOfBody({ type: "array", minItems: 1 }, []), ["body must have at least 1 items, but has 0"]);
});

Deno.test("a long list of choices is cut, and long values are not repeated", () => {
  const values = Array.from({ length: 60 }, (_, index) => `v${index}`);
  const [problem = ""] = problemsOfBody({ type: "string", enum: values }, "s".repeat(50));
  assert.match(problem, /, v39 or 20 others, but is a string$/);
});

Deno.test("schemas that refer to themselves end, however deep or wrong the body is", () => {
  const schemas: Record<string, Schema> = {
    Loop: { $ref: "Loop" },
    Tree: { type: "object", required: ["name"], properties: { child: { $ref: "Tree" } } },
    Fork: {
      oneOf: [{ type: "array", items: { $ref: "Fork" } }, { type: "array", items: { $ref: "Fork" }, maxItems: 9 }],
    },
    Base: { discriminator: { propertyName: "type", mapping: { A: "A" } } },
    A: { allOf: [{ $ref: "Base" }, { required: ["a"] }] },
  };
  assert.deepEqual(problemsOfBody({ $ref: "Loop" }, {}, schemas), []);
  assert.deepEqual(problemsOfBody({ $ref: "Base" }, { type: "A" }, schemas), ["body.a is required"]);
  assert.deepEqual(problemsOfBody({ $ref: "A" }, { type: "A" }, schemas), ["body.a is required"]);
  let deep: unknown = { name: "leaf" };
  for (let level = 0; level < 100_000; level++) deep = { name: "node", child: deep };
  const [problem = ""] = problemsOfBody({ $ref: "Tree" }, deep, schemas);
  assert.match(problem, /^body(\.child){65} is nested more than 64 levels deep$/);
  let fork: unknown = 1;
  for (let level = 0; level < 40; level++) fork = [fork];
  problemsOfBody({ $ref: "Fork" }, fork, schemas); // 2^40 ways to be wrong: it is enough that it comes back
});

Deno.test("a body that is wrong throughout has fifty problems, not a million", () => {
  const body = Array.from({ length: 100_000 }, () => 1);
  assert.equal(problemsOfBody({ type: "array", items: { type: "string" } }, body).length, 50);
});

Deno.test("no request makes it throw", () => {
  const operations = Object.values(contract.operations);
  const text = fc.webQueryParameters();
  fc.assert(fc.property(fc.constantFrom(...operations), text, fc.jsonValue(), ({ method, path }, query, body) => {
    const url = new URL(`${path.replaceAll(/\{\w+\}/g, "x")}?${query}`, "https://org.example.com");
    for (const problem of checkRequest(contract, { method, url, body }).problems) {
      assert.match(problem.path, /^(path|query|body)/);
      assert.notEqual(problem.message, "");
    }
  }));
});
