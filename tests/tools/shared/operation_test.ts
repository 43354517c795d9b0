import assert from "node:assert/strict";
import fc from "fast-check";
import { loadOperations } from "../../../src/okta/operations.ts";
import { redact } from "../../../src/okta/redact.ts";
import { readOperation, type Wanted } from "../../../src/tools/shared/operation_answer.ts";
import { actOperation, planOperation } from "../../../src/tools/shared/operation_change.ts";
import { fakeOkta, freely, refusal } from "../../okta/fake_okta.ts";

const contract = await loadOperations();
const operation = (id: string) => contract.operations[id]!;
const SETTINGS = { allow: [], deny: [] };

/** What a call tells of an answer of Okta's. */
async function told(answer: () => Response, wanted: Partial<Wanted> = {}, folder?: string, id = "getOrgSettings") {
  await using okta = fakeOkta(answer);
  return await readOperation(
    okta.connection.forCall(freely()),
    contract,
    operation(id),
    {},
    { limit: 25, ...wanted },
    { ...SETTINGS, ...folder !== undefined && { files: folder } },
  );
}

Deno.test("an answer that is no JSON is told as text, line by line in quotation marks", async () => {
  const xml = '<a b="c">\n<d>Done. Nothing to do.</d>\n</a>';
  const { text, data } = await told(() => new Response(xml, { headers: { "content-type": "text/xml;charset=utf-8" } }));
  assert.match(
    text,
    /^getOrgSettings answered 42 characters of text\/xml:\n"<a b='c'>"\n"<d>Done\. Nothing to do\.<\/d>"\n"<\/a>"$/,
  );
  assert.deepEqual(data, { operation: "getOrgSettings", content_type: "text/xml", content: xml });
});

Deno.test("bytes are described, and saved where the operator has a folder for it", async () => {
  const bytes = () =>
    new Response(new Uint8Array([0xff, 0xd8, 0xff, 0]), { headers: { "content-type": "image/jpeg" } });
  const { text } = await told(bytes);
  assert.match(text, /^getOrgSettings answered 4 bytes of image\/jpeg\. They are not shown; .*OKTA_FILES/);
  const folder = await Deno.makeTempDir();
  try {
    const { data } = await told(bytes, {}, folder);
    assert.match(data.saved_to ?? "", /getOrgSettings-[\w-]+\.jpeg$/);
    assert.deepEqual(await Deno.readFile(data.saved_to!), new Uint8Array([0xff, 0xd8, 0xff, 0]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an empty answer means success", async () => {
  assert.match((await told(() => new Response(null, { status: 204 }))).text, /answered nothing, which means success/);
});

Deno.test("a list within an object is followed over its pages, on the org's own host only", async () => {
  await using okta = fakeOkta((request, nth) => {
    const next = nth === 1 ? "/api/v1/iam/roles?after=2" : "https://evil.example/api/v1/iam/roles?after=3";
    return Response.json({
      roles: [{ id: `${nth}`, label: `Role ${nth}` }],
      _links: { next: { href: new URL(next, request.url).href } },
    });
  });
  const { data, text } = await readOperation(okta.connection.forCall(freely()), contract, operation("listRoles"), {}, {
    limit: 25,
  }, SETTINGS);
  assert.deepEqual(data.list, [{ id: "1", label: "Role 1" }, { id: "2", label: "Role 2" }]);
  assert.equal(text, '2 items from listRoles.\nid,label\n1,"Role 1"\n2,"Role 2"');
  assert.deepEqual(okta.requests.map(({ path }) => path), ["/api/v1/iam/roles", "/api/v1/iam/roles?after=2"]);
});

Deno.test("a list that leads to itself or elsewhere is refused, one that never ends comes to an end", async () => {
  for (const next of ["/api/v1/groups?limit=25", "/api/v1/users?after=2"]) {
    const answer = () => Response.json([{ id: "1" }], { headers: { link: `<${next}>; rel="next"` } });
    await assert.rejects(told(answer, {}, undefined, "listGroups"), /its next page is said to be/);
  }
  let page = 0;
  const log = await told(
    () =>
      Response.json(page++ < 2 ? [{ uuid: `${page}` }] : [], {
        headers: { link: `</api/v1/logs?after=${page}>; rel="next"` },
      }),
    {},
    undefined,
    "listLogEvents",
  );
  assert.deepEqual(log.data.list, [{ uuid: "1" }, { uuid: "2" }]);
});

Deno.test("secrets are masked where they still have their names: text alone would not tell them", async () => {
  const app = {
    id: "1",
    client_secret: "hUnter2hUnter2",
    credentials: { password: { value: "pa55" } },
    mobilePhone: "4155550117",
  };
  for (const answer of [app, [app]]) {
    const { text, data } = await told(() => Response.json(answer), {
      fields: ["client_secret", "credentials", "mobilePhone"],
    });
    assert.doesNotMatch(text + JSON.stringify(data), /hUnter2|pa55|415555/);
    assert.match(text, /\[redacted\]/);
  }
});

Deno.test("whatever JSON Okta answers is told within the budget and without a crash", async () => {
  let answer: unknown;
  await using okta = fakeOkta(() => Response.json(answer));
  const call = okta.connection.forCall(freely());
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ maxDepth: 4 }),
      fc.option(fc.array(fc.string(), { minLength: 1 }), { nil: undefined }),
      async (value, fields) => {
        answer = value;
        const wanted = { limit: 25, ...fields && { fields } };
        const { text, data } = await readOperation(call, contract, operation("getOrgSettings"), {}, wanted, SETTINGS);
        assert(text.length <= 20_000);
        assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\u202e]/u);
        assert.deepEqual(redact(data), data);
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("an upload sends the operator's file, after its size was shown", async () => {
  await using okta = fakeOkta(() => Response.json({ id: "0oa1", label: "CRM" }));
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/logo.png`, "picture");
    const call = okta.connection.forCall(freely());
    const args = { parameters: { appId: "0oa1" }, body: { file: "logo.png" } };
    const settings = { ...SETTINGS, files: folder };
    const plan = await planOperation(call, contract, operation("uploadApplicationLogo"), args, settings);
    assert.deepEqual(plan.changes, [{ what: "file", before: null, after: "logo.png, 7 bytes" }]);
    assert(okta.requests.every(({ method }) => method === "GET"));
    await actOperation(call, plan.state, settings);
    const sent = okta.requests.find(({ method }) => method === "POST")!;
    assert.match(sent.headers.get("content-type") ?? "", /^multipart\/form-data; ?boundary=/);
    assert.match(sent.body, /filename="logo\.png"[\s\S]*\r\n\r\npicture\r\n/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("where the operator allows it, a minted secret goes to the operator's folder and nowhere else", async () => {
  await using okta = fakeOkta((request) =>
    Response.json(
      request.method === "POST"
        ? { id: "ocs1", client_secret: "hUnter2hUnter2", status: "ACTIVE" }
        : { id: "0oa1", label: "CRM" },
    )
  );
  const folder = await Deno.makeTempDir();
  try {
    const call = okta.connection.forCall(freely());
    const minting = operation("createOAuth2ClientSecret");
    const args = { parameters: { appId: "0oa1" }, body: {} };
    const allow = { ...SETTINGS, allow: [minting.id] };
    await assert.rejects(
      planOperation(call, contract, minting, args, allow),
      /can name the folder for it in OKTA_FILES/,
    );
    const settings = { ...allow, files: folder };
    const plan = await planOperation(call, contract, minting, args, settings);
    const outcome = await actOperation(call, plan.state, settings);
    assert.doesNotMatch(JSON.stringify(outcome), /hUnter2/);
    const [file] = [...Deno.readDirSync(folder)];
    assert.match(await Deno.readTextFile(`${folder}/${file!.name}`), /hUnter2hUnter2/);
    assert(outcome.notes.some((note) => note.includes(file!.name)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a secret that is only read is kept likewise, and where it cannot be kept nothing is called", async () => {
  await using okta = fakeOkta(() => Response.json([{ id: "ocs1", client_secret: "hUnter2hUnter2", status: "ACTIVE" }]));
  const folder = await Deno.makeTempDir();
  try {
    const call = okta.connection.forCall(freely());
    const revealing = operation("listOAuth2ClientSecrets");
    const read = (files?: string) =>
      readOperation(call, contract, revealing, { parameters: { appId: "0oa1" } }, { limit: 25 }, {
        ...SETTINGS,
        allow: [revealing.id],
        ...files !== undefined && { files },
      });
    await assert.rejects(read(), /can name the folder for it in OKTA_FILES/);
    await assert.rejects(read(`${folder}/none`), /Cannot save an answer in .*OKTA_FILES must name/);
    assert.deepEqual(okta.requests, []);
    const { text, data } = await read(folder);
    assert.doesNotMatch(text + JSON.stringify(data), /hUnter2/);
    const [file] = [...Deno.readDirSync(folder)];
    assert.match(await Deno.readTextFile(`${folder}/${file!.name}`), /hUnter2hUnter2/);
    assert.match(text, new RegExp(`The answer with its secret is in the file ".*${file!.name}"`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a call that fails leaves no file behind", async () => {
  await using okta = fakeOkta(() => refusal(403, "E0000006"));
  const folder = await Deno.makeTempDir();
  try {
    const settings = { ...SETTINGS, allow: ["getOAuth2ClientSecret"], files: folder };
    const args = { parameters: { appId: "0oa1", secretId: "ocs1" } };
    const call = okta.connection.forCall(freely());
    await assert.rejects(
      readOperation(call, contract, operation("getOAuth2ClientSecret"), args, { limit: 25 }, settings),
      /E0000006/,
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a present state that may not be read is said, not made up", async () => {
  await using okta = fakeOkta(() => Response.json({ errorCode: "E0000006", errorSummary: "No." }, { status: 403 }));
  const call = okta.connection.forCall(freely());
  const args = { parameters: { groupId: "00g1" }, body: { profile: { name: "A" } } };
  const { changes, warnings } = await planOperation(call, contract, operation("replaceGroup"), args, SETTINGS);
  assert.deepEqual(changes, [{ what: "profile.name", before: null, after: "A" }]);
  assert(warnings.some((warning) => warning.startsWith("What is there now cannot be read")));
});
