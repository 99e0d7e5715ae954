import { quoted } from './quoted.js';
import type { CompletedCommand, CompletedWords } from './completed-words.js';

/** What bash (3.2 and newer) sources to complete the command line. Where nothing fits it completes files. */
export function bashCompletion({ first, commands }: CompletedWords): string {
  return `# bash completion of sentinel-agentos
_sentinel_agentos() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local first= second= word words index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      --)
        if ((index + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$current")); fi
        return
        ;;
      --workspace | --language) ((index++)) ;;
      -*) ;;
      *) if [[ -z $first ]]; then first=$word; elif [[ -z $second ]]; then second=$word; fi ;;
    esac
  done
  case "$first $second" in
${commands.filter(isTwo).map(nameLine).join('\n')}
    *) word=$first ;;
  esac
  case "$word $previous" in
${commands.flatMap(valueLines).join('\n')}
    *)
      case $word in
        '') words=${quoted(first.map((offer) => offer.word).join(' '))} ;;
        help) words=${quoted(first.map((offer) => offer.word).join(' '))} ;;
${commands.map(wordsLine).join('\n')}
        *) return ;;
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _sentinel_agentos sentinel-agentos`;
}

function isTwo({ name }: CompletedCommand): boolean {
  return name.includes(' ');
}

function nameLine({ name }: CompletedCommand): string {
  return `    ${quoted(name)}) word=${quoted(name)} ;;`;
}

function valueLines({ name, values }: CompletedCommand): readonly string[] {
  return [...values].map(
    ([option, words]) => `    ${quoted(`${name} ${option}`)}) words=${quoted(words.join(' '))} ;;`,
  );
}

function wordsLine({ name, next, options }: CompletedCommand): string {
  const words = [...next.map(({ word }) => word), ...options];
  return `        ${quoted(name)}) words=${quoted(words.join(' '))} ;;`;
}
