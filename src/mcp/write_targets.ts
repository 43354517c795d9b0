import * as z from "zod";
import type { Call, Plan, WriteTool } from "./tool.ts";
import { UserError } from "../user_error.ts";

/** The arguments of a write beside its own: consent where the client cannot ask, and several users where it takes them. */
export function writeInput<S>(tool: WriteTool<S>): z.ZodObject {
  const consent_token = z.string().optional().describe("From this tool's preview, after the person agreed");
  if (!tool.bulk) return tool.input.extend({ consent_token });
  const users = z.array(z.string()).min(1).optional().describe("Several, instead of user");
  const { user, ...rest } = tool.input.shape;
  return z.object({ user: (user as z.ZodType).optional(), users, ...rest, consent_token });
}

/** One target's plan, or why it is refused. */
export type Planned = { args: Record<string, unknown>; name: string; plan: Plan<unknown> } | {
  name: string;
  refused: string;
};

export type Due = Extract<Planned, { plan: unknown }>;

/** The arguments of each single act. */
export function targetsOf<S>(
  tool: WriteTool<S>,
  args: Record<string, unknown>,
  limit: number,
): Record<string, unknown>[] {
  const { users, ...single } = args;
  if (!tool.bulk) return [args];
  if (!Array.isArray(users)) {
    // A tool may do without a user, such as one that takes a group as well.
    if (!tool.input.safeParse(single).success) {
      throw new UserError(`${tool.name} needs a user, or several as users.`);
    }
    return [single];
  }
  if (single.user !== undefined) throw new UserError(`Give ${tool.name} either user or users, not both.`);
  const names = [...new Set(users as string[])];
  if (names.length > limit) {
    throw new UserError(
      `${names.length} users are more than the ${limit} that one call may change (OKTA_BULK_LIMIT). Call it for parts of the list.`,
    );
  }
  return names.map((user) => ({ ...single, user }));
}

/** Plans for every target; where there are several, one that cannot be planned is refused by itself. */
export async function planAll<S>(
  tool: WriteTool<S>,
  targets: readonly Record<string, unknown>[],
  call: Call<S>,
): Promise<Planned[]> {
  if (targets.length === 1) return [await planOne(tool, targets[0]!, call)];
  const planned = await Promise.all(targets.map(async (args): Promise<Planned> => {
    try {
      return await planOne(tool, args, call);
    } catch (error) {
      if (error instanceof UserError) return { name: String(args.user), refused: error.message };
      throw error;
    }
  }));
  const seen = new Set<string>();
  return planned.map((item) => {
    if (!("plan" in item)) return item;
    const key = `${item.plan.target.type} ${item.plan.target.id}`;
    if (seen.has(key)) return { name: String(item.args.user), refused: "The same person as another in the list." };
    seen.add(key);
    return item;
  });
}

export async function planOne<S>(tool: WriteTool<S>, args: Record<string, unknown>, call: Call<S>): Promise<Due> {
  const plan = await tool.plan(args, call);
  return { args, name: plan.target.name, plan };
}

/** What consent is given for: whom it touches, what changes, and what the person was warned of. */
export function essence(item: Planned): unknown {
  return "plan" in item ? [item.plan.target, item.plan.changes, item.plan.warnings] : item;
}
