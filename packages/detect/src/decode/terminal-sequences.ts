import type { Decoder } from './decoded.js';
import { rewritingDecoder } from './rewriting.js';

/**
 * A sequence that terminals act on and do not show: control sequences as colours are, operating system commands such
 * as titles and links, character sets, single functions (ECMA-48, sections 5.3 to 5.6).
 */
const SEQUENCE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /\u001b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b\n]{0,2048}(?:\u0007|\u001b\\)|[ -/]{1,4}[0-~]|[0-OQ-WYZ\\^-~])/y;
/** A control sequence as programs show it that show control characters. */
const SHOWN_SEQUENCE = /\^\[\[[0-?]{0,64}[ -/]{0,8}[@-~]/y;

const SEQUENCES: readonly { readonly lead: string; readonly pattern: RegExp }[] = [
  { lead: '\u001b', pattern: SEQUENCE },
  { lead: '^[[', pattern: SHOWN_SEQUENCE },
];

/** Text with terminal sequences in it, without them. */
export const TERMINAL_DECODERS: readonly Decoder[] = SEQUENCES.map(({ lead, pattern }) =>
  rewritingDecoder({
    encoding: 'ansi',
    next: (text, from) => text.indexOf(lead, from),
    read(text, at) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      return found === null ? null : { length: found[0].length, by: '' };
    },
  }),
);
