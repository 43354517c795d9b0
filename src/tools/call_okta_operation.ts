import * as z from "zod";
import { findOperation, loadOperations } from "../okta/operations.ts";
import { defineTool, defineWrite } from "./define.ts";
import { listArguments } from "./shared/listing.ts";
import { permittedOperation } from "./shared/operation.ts";
import { operationOutput, readOperation } from "./shared/operation_answer.ts";
import { actOperation, planOperation } from "./shared/operation_change.ts";
import { UserError } from "../user_error.ts";

const input = z.object({
  operation: z.string().describe("Id from search_okta_operations"),
  parameters: z.record(z.string(), z.unknown()).exactOptional().describe("By name, path and query alike"),
  body: z.unknown().optional(),
  fields: z.array(z.string()).min(1).exactOptional().describe("Paths to keep, e.g. profile.login"),
  ...listArguments,
});

/** The reading half. */
const reading = {
  ...defineTool({
    name: "call_okta_operation",
    title: "Call an operation of Okta's API",
    description:
      "Calls any reading operation of Okta's Management API; find its id and arguments with search_okta_operations " +
      "first. Lists follow their pages up to limit. Prefer a tool of its own where there is one.",
    toolset: "support",
    scopes: [],
    input,
    output: operationOutput,

    async run({ operation: id, parameters, body, ...wanted }, { okta, operations: settings }) {
      const { contract, operation } = await permittedOperation(id, settings);
      if (operation.changes) {
        throw new UserError(
          `${id} changes something: this server only reads, by the operator's choice (OKTA_READ_ONLY).`,
        );
      }
      const args = { ...parameters && { parameters }, ...body !== undefined && { body } };
      return await readOperation(okta, contract, operation, args, wanted, settings);
    },
  }),
  /** What is unknown is read in vain: the answer is an error that says so. */
  async takes({ operation }: z.infer<typeof input>) {
    return findOperation(await loadOperations(), operation)?.changes !== true;
  },
};

export const callOktaOperation = defineWrite({
  name: "call_okta_operation",
  title: "Call an operation of Okta's API",
  description:
    "Calls any operation of Okta's Management API; find its id and arguments with search_okta_operations first. Reads " +
    "answer at once; changes show a preview and ask consent. Prefer a tool of its own where there is one: it takes names " +
    "and knows the traps.",
  toolset: "support",
  scopes: [],
  risk: "destructive",
  idempotent: false,
  input,
  reading,

  async plan({ operation: id, parameters, body }, { okta, operations: settings }) {
    const { contract, operation } = await permittedOperation(id, settings);
    const args = { ...parameters && { parameters }, ...body !== undefined && { body } };
    return await planOperation(okta, contract, operation, args, settings);
  },

  async act({ state }, { okta, operations: settings }) {
    return await actOperation(okta, state, settings);
  },
});
