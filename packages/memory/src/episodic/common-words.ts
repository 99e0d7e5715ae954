import { STOP_WORDS } from '../text/stop-words.js';

/**
 * Words of everyday English that are said about everything, so that hardly anybody finds anything by them: verbs of
 * doing and meaning, praise, greetings, quantities. Not times, numbers, people, places or things. A one-line version
 * of a text goes them.
 */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'able absolutely actually agree almost already also always amazing another anything appreciate around ask asked ' +
    'away awesome bad beautiful become believe best better big bit bring brings brought call called came care certainly ' +
    'check come comes coming congrats congratulations consider cool could course day definitely different done easy else ' +
    'enjoy enjoyed enjoying especially even ever every everyone everything exactly excited exciting experience fantastic ' +
    'far feel feeling feels felt find finding fine fun gave get gets getting give gives giving glad go goes going gonna ' +
    'good got gotta great guess guys haha happen happened happens happy hard hear heard hello help helped helping helps ' +
    'hey hi hope hoping huge idea important incredible inspiring interesting journey just keep keeping kept kind kinda ' +
    'knew know known knows later least leave left less let lets like liked likes little live long look looked looking ' +
    'looks lot lots love loved lovely loves loving made make makes making many matter maybe mean means might mind moment ' +
    'more most much need needed needs new nice nothing now often oh ok okay one ones open own part people perfect ' +
    'place please plus point pretty probably proud put quite rather ready real really reason remember right said same saw ' +
    'say saying says see seeing seem seems seen sense share shared sharing should show side since small some someone ' +
    'something sometimes soon sound sounds special start started starting still stuff super support sure take taken ' +
    'takes taking talk talked talking tell thank thanks thing things think thinking thought thoughts time times today ' +
    'together told tons took totally tough tried true truly try trying turn turned understand use used using usually very ' +
    'want wanted wants was way ways well went whatever while whole will wish without won wonder wonderful word work ' +
    'world worth would wow yeah yep yes yet'
  ).split(' '),
);

const ENDING = /['’](?:s|re|ve|ll|d|m)$/u;

/** Whether a word, in lower case, says nothing by which anybody finds a text again. */
export function isCommon(word: string): boolean {
  const plain = word.replace(ENDING, '');
  return STOP_WORDS.has(plain) || COMMON_WORDS.has(plain);
}
