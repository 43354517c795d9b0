import { CLIENTS } from "../install/clients.ts";
import { COMMANDS, UsageError } from "./arguments.ts";
import { HELP } from "./help.ts";

/** What may stand on the command line. */
interface Words {
  commands: readonly string[];
  options: readonly Option[];
  /** The words that may follow a command, by command. */
  operands: Readonly<Record<string, readonly string[]>>;
}

interface Option {
  name: string;
  takesValue: boolean;
  about: string;
}

/**
 * A shell's completion script: commands, options, and what follows `call`, `install` and `completions`.
 * @param tools The names of the tools.
 * @throws UsageError that lists the shells there are
 */
export function completionScript(operands: readonly string[], tools: readonly string[]): string {
  const [shell = ""] = operands;
  const write = operands.length === 1 && Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (write === undefined) {
    const wrong = shell === "" ? "completions needs a shell" : `There is no shell "${operands.join(" ")}"`;
    throw new UsageError(`${wrong}. The shells are: ${Object.keys(SHELLS).join(", ")}.`);
  }
  return write({
    commands: COMMANDS,
    options: options(),
    operands: { call: tools, install: CLIENTS.map(({ id }) => id), completions: Object.keys(SHELLS) },
  });
}

/** The options as `--help` lists them. */
function options(): Option[] {
  const section = HELP.slice(HELP.indexOf("\nOptions\n"), HELP.indexOf("\nSettings"));
  return [...section.matchAll(/^ {2}(--?[\w-]+)( [A-Z]+)? {2,}(.+)$/gm)].map(([, name, value, about]) => ({
    name: name!,
    takesValue: value !== undefined,
    about: about!,
  }));
}

const valued = ({ options }: Words) => options.filter(({ takesValue }) => takesValue).map(({ name }) => name);

const SHELLS: Readonly<Record<string, (words: Words) => string>> = {
  bash: (words) =>
    `# bash completion of mcp-okta-support: source it, or store it in ~/.local/share/bash-completion/completions/
_mcp_okta_support() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word skip=
  COMPREPLY=()
  case $before in
    --env-file) COMPREPLY=($(compgen -f -- "$current")); return ;;
    ${valued(words).join("|")}) return ;;
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $skip ]]; then skip=; continue; fi
    case $word in
      ${valued(words).join("|")}) skip=1 ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "${words.options.map(({ name }) => name).join(" ")}" -- "$current"))
    return
  fi
  case $command in
    '') COMPREPLY=($(compgen -W "${words.commands.join(" ")}" -- "$current")) ;;
${
      Object.entries(words.operands).map(([command, operands]) =>
        `    ${command}) [[ $before != ${command} ]] || COMPREPLY=($(compgen -W "${
          operands.join(" ")
        }" -- "$current")) ;;`
      ).join("\n")
    }
  esac
}
complete -F _mcp_okta_support mcp-okta-support
`,
  zsh: (words) =>
    `#compdef mcp-okta-support
# zsh completion of mcp-okta-support: store it as _mcp-okta-support in a folder of $fpath.
_mcp_okta_support() {
  local -a options=(
${words.options.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join("\n")}
  )
  local before=$words[CURRENT-1]
  local -a named=(\${(@)words[2,CURRENT-1]:#-*})
  if [[ $before == --env-file ]]; then
    _files
  elif [[ $PREFIX == -* ]]; then
    _describe option options
  elif (( $#named == 0 )); then
    compadd -- ${words.commands.join(" ")}
  else
    case $before in
${
      Object.entries(words.operands).map(([command, operands]) =>
        `      ${command}) compadd -- ${operands.join(" ")} ;;`
      )
        .join("\n")
    }
    esac
  fi
}
if [[ $funcstack[1] == _mcp-okta-support ]]; then _mcp_okta_support "$@"; else compdef _mcp_okta_support mcp-okta-support; fi
`,
  fish: (words) =>
    [
      "# fish completion of mcp-okta-support: store it in ~/.config/fish/completions/mcp-okta-support.fish",
      "complete -c mcp-okta-support -f",
      `complete -c mcp-okta-support -n __fish_use_subcommand -a ${quoted(words.commands.join(" "))}`,
      ...Object.entries(words.operands).map(([command, operands]) =>
        `complete -c mcp-okta-support -n ${quoted(`test (commandline -opc)[-1] = ${command}`)} -a ${
          quoted(operands.join(" "))
        }`
      ),
      ...words.options.map(({ name, takesValue, about }) => {
        const flag = name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`;
        const value = name === "--env-file" ? " -r -F" : takesValue ? " -x" : "";
        return `complete -c mcp-okta-support ${flag}${value} -d ${quoted(about)}`;
      }),
      "",
    ].join("\n"),
  powershell: (words) =>
    `# PowerShell completion of mcp-okta-support: add its lines to $PROFILE.
Register-ArgumentCompleter -Native -CommandName mcp-okta-support -ScriptBlock {
  param($current, $line, $position)
  $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
  $named = @($before | Select-Object -Skip 1 | Where-Object { $_ -notlike '-*' })
  $words = if ($current -like '-*') { ${list(words.options.map(({ name }) => name))} }
  elseif ($named.Count -eq 0) { ${list(words.commands)} }
  else {
    switch ($before[-1]) {
${Object.entries(words.operands).map(([command, operands]) => `      '${command}' { ${list(operands)} }`).join("\n")}
    }
  }
  $words | Where-Object { $_ -like "$current*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
};

/** A word in single quotes, as zsh and fish read it; none of ours has such a quote in it. */
const quoted = (text: string) => `'${text.replaceAll("'", "")}'`;

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");
