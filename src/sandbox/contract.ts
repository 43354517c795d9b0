/** Holds requests to Okta's contract: what Okta would accept is not enough, it has to be what Okta documents. */
import { checkRequest, type ContractRequest, type Problem } from "../okta/contract.ts";
import { matchOperation, type Operations } from "../okta/operations.ts";
import { invalid, OktaError } from "./errors.ts";

/** A request that broke the contract. */
export interface Violation {
  method: string;
  url: string;
  /** Where and how, a sentence each. */
  problems: string[];
}

/** What is wrong with a request; empty for one that keeps to the contract. */
export function problemsOf(operations: Operations, request: ContractRequest): Problem[] {
  // Identity Governance is described elsewhere than the Management API.
  if (request.url.pathname.startsWith("/governance/")) return [];
  // Okta's own `next` links carry these for lists of which the contract does not say that they are paged.
  const isPaging = ({ path, message }: Problem) =>
    /^query\.(after|limit)$/.test(path) && message.startsWith("is unknown");
  return checkRequest(operations, request).problems.filter((problem) => !isPaging(problem));
}

/** Whether Okta has such an operation, be it one that the demo org does not offer. */
export function isOktaOperation(operations: Operations, method: string, pathname: string): boolean {
  return matchOperation(operations, method, pathname) !== undefined;
}

/** How Okta refuses it: a body of the wrong kind altogether does not even get as far as validation. */
export function refusalOf(problems: readonly Problem[]): OktaError {
  if (problems.some(({ path }) => path === "body")) return new OktaError("E0000003");
  return invalid(problems[0]?.path ?? "", ...problems.map(sentence));
}

/** Such as `query.limit must be at most 200, but is 500`. */
export function sentence({ path, message }: Problem): string {
  return `${path} ${message}`;
}
