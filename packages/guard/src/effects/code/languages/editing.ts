import { NEVER, type LanguageFacts } from '../code-patterns.js';

const ONLY_TEXT: LanguageFacts = {
  patterns: [],
  spawns: NEVER,
  processes: NEVER,
  deletes: NEVER,
  hidden: NEVER,
  assembled: NEVER,
  network: NEVER,
  socket: NEVER,
  shell: NEVER,
};

export const AWK: LanguageFacts = {
  ...ONLY_TEXT,
  patterns: [
    { as: 'command', call: /\bsystem\s{0,9}\(\s{0,9}(?=")/g },
    { as: 'command', call: /\|&?\s{0,9}(?="[^"]{1,400}")/g },
    { as: 'command', call: /(?=(?<![~=!])"[^"]{1,400}"\s{0,9}\|&?\s{0,9}getline)/g },
    { as: 'read', call: /\bgetline\b[^;<>"|\n]{0,60}<\s{0,9}(?=")/g },
    { as: 'write', call: /(?<![\d)$]\s{0,9})>>?\s{0,9}(?="[^"]{0,400}\/?[^"]{0,400}")/g },
  ],
  spawns: /\bsystem\s{0,9}\(\s{0,9}"\s{0,9}\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c)?sh\b/,
  network: /\/inet\d?\/(?:tcp|udp)\//,
  socket: /\/inet\d?\/(?:tcp|udp)\//,
  shell: /getline/,
};

/** sed has a reader of its own. */
export const SED: LanguageFacts = ONLY_TEXT;

export const VIM: LanguageFacts = {
  ...ONLY_TEXT,
  patterns: [
    {
      as: 'rest',
      call: /(?:^|[:|\n]\s{0,9})(?:silent!?\s+)?(?:%|\d+|[.,$%\d]+)?(?:r(?:ead)?|w(?:rite)?)?\s{0,9}!/g,
    },
  ],
  spawns:
    /(?:^|[:|\s])(?:!|te(?:r|rm|rminal)\b|sh(?:ell)?\b|py(?:thon)?3?\b|lua\b|perl\b|ruby\b|set\s+shell=)/,
};
