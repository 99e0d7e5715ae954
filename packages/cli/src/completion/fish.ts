import { quoted } from './quoted.js';
import type { CompletedCommand, CompletedWords, Offer } from './completed-words.js';

/** What fish sources, or finds in its `completions` folder, to complete the command line. */
export function fishCompletion({ first, commands }: CompletedWords): string {
  const names = commands.map(({ name }) => quoted(name)).join(' ');
  return `# fish completion of sentinel-agentos
function __sentinel_agentos_command
    set -l found
    set -l skipped 0
    for word in (commandline -opc)[2..-1]
        if test $skipped = 1
            set skipped 0
            continue
        end
        switch $word
            case --
                echo --
                return
            case --workspace --language
                set skipped 1
            case '-*'
            case '*'
                set -a found $word
        end
    end
    if contains -- "$found[1] $found[2]" ${names}
        echo "$found[1] $found[2]"
    else
        echo "$found[1]"
    end
end
function __sentinel_agentos_is
    test "$(__sentinel_agentos_command)" = "$argv[1]"
end
${[...first.map((offer) => offerLine('', offer)), ...first.map((offer) => offerLine('help', offer))].join('\n')}
${commands.flatMap(linesOf).join('\n')}`;
}

function linesOf({ name, next, options, values }: CompletedCommand): readonly string[] {
  return [
    ...next.map((offer) => offerLine(name, offer)),
    ...options.map((option) => {
      const words = values.get(option);
      const given = words === undefined ? '' : ` -x -a ${quoted(words.join(' '))}`;
      return `complete -c sentinel-agentos -n ${condition(name)} -l ${option.slice(2)}${given}`;
    }),
  ];
}

function offerLine(name: string, { word, what }: Offer): string {
  return `complete -c sentinel-agentos -n ${condition(name)} -a ${word} -d ${quoted(what)}`;
}

function condition(name: string): string {
  return `"__sentinel_agentos_is ${quoted(name)}"`;
}
