import { quoted } from './quoted.js';
import type { CompletedCommand, CompletedWords, Offer } from './completed-words.js';

/** What zsh sources, or finds as `_sentinel-agentos` in its `fpath`, to complete the command line. */
export function zshCompletion({ first, commands }: CompletedWords): string {
  return `#compdef sentinel-agentos
_sentinel_agentos() {
  local first= second= name= word index previous=\${words[CURRENT-1]}
  local -a offers
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    case $word in
      --)
        words=("\${(@)words[index+1,-1]}")
        ((CURRENT -= index))
        _normal
        return
        ;;
      --workspace | --language) ((index++)) ;;
      -*) ;;
      *) if [[ -z $first ]]; then first=$word; elif [[ -z $second ]]; then second=$word; fi ;;
    esac
  done
  case "$first $second" in
${commands.filter(isTwo).map(nameLine).join('\n')}
    *) name=$first ;;
  esac
  case "$name $previous" in
${commands.flatMap(valueLines).join('\n')}
  esac
  case $name in
    '' | help) offers=(${first.map(described).join(' ')}) ;;
${commands.map(offersLine).join('\n')}
  esac
  _describe 'sentinel-agentos' offers
  _files
}
compdef _sentinel_agentos sentinel-agentos`;
}

function isTwo({ name }: CompletedCommand): boolean {
  return name.includes(' ');
}

function nameLine({ name }: CompletedCommand): string {
  return `    ${quoted(name)}) name=${quoted(name)} ;;`;
}

function valueLines({ name, values }: CompletedCommand): readonly string[] {
  return [...values].map(
    ([option, words]) => `    ${quoted(`${name} ${option}`)}) compadd -- ${words.join(' ')}; return ;;`,
  );
}

function offersLine({ name, next, options }: CompletedCommand): string {
  return `    ${quoted(name)}) offers=(${[...next.map(described), ...options].join(' ')}) ;;`;
}

/** A colon ends the word that a description belongs to. */
function described({ word, what }: Offer): string {
  return quoted(`${word}:${what}`);
}
