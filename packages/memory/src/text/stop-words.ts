/**
 * Words and characters that say nothing about what a text is about, and what is left of English contractions.
 * Negations that stand alone are not among them.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...(
    'a about also am an and any are as at be because been being both but by can could did do does doing done for ' +
    'from had has have having he her hers him his how i if in into is it its itself just let me more most my of on ' +
    'or other our ours own same she should so some such than that the their theirs them then there these they ' +
    'this those to too up us very was we were what when where which while who whom whose why will with would you ' +
    'your yours ain aren couldn didn doesn don hadn hasn haven isn ll re shouldn ve wasn weren won wouldn ' +
    'ah eh hello hey hi hmm oh ok okay uh um wow yeah yep yes'
  ).split(' '),
  ...Array.from('的了是在和与及吗呢吧啊呀我你他她它们这那个就都也很还又把被给让对从到着过什么怎哪谁'),
]);
