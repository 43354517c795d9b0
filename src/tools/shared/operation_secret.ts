import { quote } from "../../mcp/output.ts";
import type { Operation } from "../../okta/operations.ts";
import { saveAnswer } from "../../operations/files.ts";
import type { OperationArguments } from "../../operations/request.ts";
import { answersSecret, type OperationSettings } from "../../operations/rules.ts";
import type { OperationAnswer } from "../../operations/send.ts";

/**
 * Calls an operation; where its answer holds a secret, it is kept whole in the operator's folder. The file is made
 * before the call: what Okta mints is told once.
 * @returns The answer, and where it is.
 * @throws UserError where the folder cannot be written to; nothing was called then.
 */
export async function keepingSecret(
  operation: Operation,
  args: OperationArguments,
  { files }: OperationSettings,
  call: () => Promise<OperationAnswer>,
): Promise<{ answer: OperationAnswer; kept?: string }> {
  if (files === undefined || !answersSecret(operation, args)) return { answer: await call() };
  const path = await saveAnswer(files, `${operation.id}-${crypto.randomUUID()}.json`, "");
  const answer = await call().catch(async (error) => {
    await Deno.remove(path);
    throw error;
  });
  const content = answer.kind === "document" ? answer.document : answer.kind === "list" ? answer.items : undefined;
  await Deno.writeTextFile(path, JSON.stringify(content, null, 2) ?? "");
  return { answer, kept: `The answer with its secret is in the file ${quote(path)}, readable for its owner only.` };
}
