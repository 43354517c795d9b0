import { findOperation, loadOperations, type Operation, type Operations } from "../../okta/operations.ts";
import { type OperationSettings, refusalOf, unknownRules } from "../../operations/rules.ts";
import { UserError } from "../../user_error.ts";

/**
 * The operation of that id, if it may be called here.
 * @throws UserError where there is none, or where the operator or the default rules refuse it.
 */
export async function permittedOperation(
  id: string,
  settings: OperationSettings,
): Promise<{ contract: Operations; operation: Operation }> {
  const contract = await contractUnder(settings);
  const operation = findOperation(contract, id);
  if (operation === undefined) {
    const same = Object.keys(contract.operations).find((known) => known.toLowerCase() === id.toLowerCase());
    throw new UserError(
      `There is no operation ${JSON.stringify(id)}. ` +
        (same === undefined
          ? "Find its id: search_okta_operations query=<what it should do, in plain words>"
          : `Did you mean ${same}?`),
    );
  }
  const refusal = refusalOf(operation, settings);
  if (refusal !== undefined) throw new UserError(refusal);
  return { contract, operation };
}

/**
 * All of Okta's API.
 * @throws UserError where a rule of the operator names nothing in it: it might have been meant to deny something.
 */
export async function contractUnder(settings: OperationSettings): Promise<Operations> {
  const contract = await loadOperations();
  const unknown = unknownRules(contract, settings);
  if (unknown.length === 0) return contract;
  throw new UserError(
    `Okta's operations are refused until the operator mends OKTA_ALLOW_OPERATIONS or OKTA_DENY_OPERATIONS: ` +
      `${unknown.join(", ")} is neither an operationId, nor tag:Name, nor a scope, nor *.`,
  );
}
