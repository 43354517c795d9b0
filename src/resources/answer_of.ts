import type { Call, Tool } from "../mcp/tool.ts";
import type { Services } from "../tools/define.ts";
import { UserError } from "../user_error.ts";

/** The text of a reading tool's answer. @throws as the tool does */
export async function answerOf(
  tool: Tool<Services>,
  args: Record<string, unknown>,
  call: Call<Services>,
): Promise<string> {
  if (tool.risk !== "read") throw new UserError(`${tool.name} changes something and cannot be read.`);
  return (await tool.run(tool.input.parse(args), call)).text;
}
