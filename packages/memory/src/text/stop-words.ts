/** Words and characters that say nothing about what a text is about. Negations are not among them. */
export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...(
    'a an and are as at be been being but by can could did do does for from had has have he her his how i if ' +
    'in into is it its just me my of on or our she so some than that the their them then there these they ' +
    'this those to up us very was we were what when where which who whom why will with would you your'
  ).split(' '),
  ...Array.from('的了是在和与及吗呢吧啊呀我你他她它们这那个就都也很还又把被给让对从到着过什么怎哪谁'),
]);
