import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCursor, encodeCursor } from "../../src/okta/cursor.ts";
import { anyText } from "./any_text.ts";
import { UserError } from "../../src/user_error.ts";

const first = "/api/v1/users?limit=25&search=status+eq+%22ACTIVE%22";

Deno.test("a cursor leads back to its page and place", () => {
  fc.assert(fc.property(
    anyText,
    anyText,
    fc.integer({ min: 0, max: 10_000 }),
    (search, after, skip) => {
      const own = `/api/v1/users?${new URLSearchParams({ limit: "25", search })}`;
      const path = `/api/v1/users?${new URLSearchParams({ after, limit: "200", search })}`;
      const cursor = encodeCursor({ path, skip });
      assert.match(cursor, /^[\w-]+$/);
      assert.deepEqual(decodeCursor(cursor, own), { path, skip });
    },
  ));
});

Deno.test("a cursor of the log goes on although the window has moved", () => {
  const path = "/api/v1/logs?since=2026-01-01T00%3A00%3A00.000Z&filter=a&after=12";
  const position = { path, skip: 3 };
  assert.deepEqual(decodeCursor(encodeCursor(position), "/api/v1/logs?since=2026-01-01T00%3A07&filter=a"), position);
});

for (
  const [what, path] of Object.entries({
    "another list": "/api/v1/groups?limit=25",
    "a list below": "/api/v1/users/00u1/groups",
    "another host": "https://evil.example/api/v1/users?search=status+eq+%22ACTIVE%22",
    "another host, without a scheme": "//evil.example/api/v1/users?search=status+eq+%22ACTIVE%22",
    "another host, with backslashes": "\\\\evil.example/api/v1/users",
    "a path that climbs": "/api/v1/users/../apps",
    "a user name in the URL": "@evil.example/api/v1/users",
    "a fragment": `${first}#x`,
  })
) {
  Deno.test(`a cursor of ${what} is refused`, () => {
    assert.throws(() => decodeCursor(encodeCursor({ path, skip: 0 }), first), UserError);
  });
}

Deno.test("a cursor of another search is refused, by name", () => {
  for (const path of ["/api/v1/users?search=status+eq+%22STAGED%22", "/api/v1/users?q=jane", "/api/v1/users"]) {
    assert.throws(() => decodeCursor(encodeCursor({ path, skip: 0 }), first), /another (search|q)\b/);
  }
});

Deno.test("garbage is refused as garbage, whatever it is", () => {
  fc.assert(fc.property(
    fc.oneof(fc.string(), fc.base64String(), anyText),
    (text) => assert.throws(() => decodeCursor(text, first), UserError),
  ));
  const json = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
  for (
    const value of [null, {}, [0], [-1, first], [0.5, first], [10_001, first], ["0", first], [0, 7], [0, "http://["]]
  ) {
    assert.throws(() => decodeCursor(json(value), first), UserError);
  }
  assert.throws(
    () => decodeCursor(encodeCursor({ path: `${first}&after=${"x".repeat(20_000)}`, skip: 0 }), first),
    UserError,
  );
});
