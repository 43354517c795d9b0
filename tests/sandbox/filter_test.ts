import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Comparison,
  comparisons,
  type Filter,
  FilterSyntaxError,
  matches,
  parseFilter,
  usesNot,
} from "../../src/sandbox/filter.ts";

const path = fc.constantFrom("status", "profile.email", "profile.badge", "target.id", "count");
const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom("ACTIVE", "active", "a@b.c", "2026-01-01T00:00:00.000Z"),
);
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({
    kind: fc.constant("compare" as const),
    path,
    operator: fc.constantFrom("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"),
    value,
  }, { noNullPrototype: true }),
  path.map((path): Comparison => ({ kind: "compare", path, operator: "pr", value: null })),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small" },
    comparison,
    fc.record({ kind: fc.constant("not" as const), operand: tie("filter") }, { noNullPrototype: true }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("filter"), { minLength: 2, maxLength: 4 }),
    }, { noNullPrototype: true }),
  ),
}));
const record = fc.record({
  status: fc.constantFrom("ACTIVE", "active", null),
  profile: fc.record({ email: fc.constantFrom("a@b.c", "A@B.C", ""), badge: fc.option(fc.string()) }),
  target: fc.option(fc.array(fc.record({ id: fc.constantFrom("1", "2") }))),
  count: fc.integer(),
}, { requiredKeys: [] });

/** Written with every parenthesis there can be. */
function format(filter: Filter): string {
  switch (filter.kind) {
    case "compare":
      return filter.operator === "pr"
        ? `${filter.path} pr`
        : `${filter.path} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case "not":
      return `not (${format(filter.operand)})`;
    default:
      return filter.operands.map((operand) => `(${format(operand)})`).join(` ${filter.kind} `);
  }
}

Deno.test("a filter survives being written and read again", () => {
  fc.assert(fc.property(filter, (filter) => assert.deepEqual(parseFilter(format(filter)), filter)));
});

Deno.test("whatever the text, reading it ends in a filter or a syntax error", () => {
  const words = fc.constantFrom("eq", "AND", "or", "not", "(", ")", '"', '"x"', "status", "pr", " ", "[", "1", "\\");
  const text = fc.oneof(fc.string(), fc.array(words).map((parts) => parts.join(" ")));
  fc.assert(fc.property(text, (text) => {
    try {
      parseFilter(text);
    } catch (error) {
      assert(error instanceof FilterSyntaxError, String(error));
      assert(error.position >= 0 && error.position <= text.length);
    }
  }));
});

Deno.test("and, or and not mean what they say, ne is the opposite of eq", () => {
  fc.assert(fc.property(filter, filter, record, fc.boolean(), (a, b, record, caseExact) => {
    const holds = (filter: Filter) => matches(filter, record, caseExact);
    assert.equal(holds({ kind: "and", operands: [a, b] }), holds(a) && holds(b));
    assert.equal(holds({ kind: "or", operands: [a, b] }), holds(a) || holds(b));
    assert.equal(holds({ kind: "not", operand: a }), !holds(a));
    for (const each of comparisons(a)) {
      assert.notEqual(holds({ ...each, operator: "eq" }), holds({ ...each, operator: "ne" }));
    }
  }));
});

Deno.test("what matches letter by letter also matches without regard to case, unless it is denied or ordered", () => {
  const positive = comparison.filter(({ operator }) => ["eq", "co", "sw", "ew", "pr"].includes(operator));
  fc.assert(fc.property(positive, record, (filter, record) => {
    if (matches(filter, record, true)) assert(matches(filter, record, false));
  }));
});

Deno.test("operators are read in any case, and binds tighter than or", () => {
  const filter = parseFilter('a EQ "1" OR b Eq "2" and not (c PR)');
  assert.deepEqual(filter, parseFilter('(a eq "1") or (b eq "2" and not (c pr))'));
  assert(usesNot(filter));
  assert.deepEqual(comparisons(filter).map(({ path }) => path), ["a", "b", "c"]);
});

Deno.test("times compare as instants, whatever their offset", () => {
  const record = { created: "2026-03-01T12:00:00.000Z" };
  assert(matches(parseFilter('created ge "2026-03-01T13:00:00+01:00"'), record, true));
  assert(!matches(parseFilter('created gt "2026-03-01T12:00:00Z"'), record, true));
  assert(matches(parseFilter('created gt "2026-02-28"'), record, true));
});

Deno.test("one of several values is enough, ne wants none", () => {
  const event = { target: [{ id: "u", type: "User" }, { id: "g", type: "UserGroup" }] };
  assert(matches(parseFilter('target.id eq "u" and target.id eq "g"'), event, true));
  assert(!matches(parseFilter('target.id ne "u"'), event, true));
  assert(matches(parseFilter('target.id ne "x"'), event, true));
});

Deno.test("syntax errors name what is wrong and where", () => {
  const fails = (text: string, message: RegExp) => assert.throws(() => parseFilter(text), { message });
  fails('status eqq "ACTIVE"', /'eqq' at position 7/);
  fails("status eq ACTIVE", /quoted value but found 'ACTIVE' at position 10/);
  fails('status eq "ACTIVE', /Unterminated string at position 10/);
  fails('target[id eq "1"]', /attribute but found 'target\[id' at position 0/);
  fails('(status eq "1"', /Expected '\)' but found 'end of the expression' at position 14/);
  fails('status eq "1" status', /Unexpected 'status' at position 14/);
  fails('status eq "\\x"', /quoted value/);
  fails("", /attribute but found 'end of the expression'/);
  fails(`${"(".repeat(1000)}a pr`, /Nested too deeply/);
});
