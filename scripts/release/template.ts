/**
 * A file of packaging/ with its `{{name}}` marks filled in.
 * @throws Error for a mark that there is no value for
 */
export async function fill(path: string, values: Readonly<Record<string, string>>): Promise<string> {
  const text = await Deno.readTextFile(path);
  return text.replaceAll(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${path} asks for {{${name}}}, which a release does not know`);
    return value;
  });
}
