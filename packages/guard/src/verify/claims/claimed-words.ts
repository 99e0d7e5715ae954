/** What a text claims about files. */
export interface ClaimedWords {
  /** The text says that a file was written. */
  readonly claims: boolean;
  /** Paths that it names right beside the verb, as written. */
  readonly paths: readonly ClaimedPath[];
}

export interface ClaimedPath {
  readonly path: string;
  /** A path beyond doubt; a bare `name.ext` may also be a product or a host: Node.js, example.com. */
  readonly certain: boolean;
}

const VERBS = 'wrote|written|created|saved|updated|modified|edited|overwrote|overwritten|appended|generated';
const VERB = new RegExp(`^(?:${VERBS})$`, 'i');
const SAYS_FILE = new RegExp(
  String.raw`\bfiles?\b[^.\n]{0,60}\b(?:${VERBS})\b|\b(?:${VERBS})\b[^.\n]{0,60}\bfiles?\b|\b(?:wrote|written) \d+ (?:bytes|lines|characters)\b`,
  'i',
);
/** Words that may stand between the verb and the path, on either side. */
const BETWEEN =
  /^(?:the|a|new|existing|file|files|to|at|into|in|as|was|has|have|been|is|are|successfully|now)$/i;
const DENIES =
  /\b(?:not|never|no|nothing|cannot|can't|couldn't|didn't|wasn't|failed|unable|would|will|dry[- ]run|error)\b/i;

const ZH_WRITES =
  /(?:已|成功)写入|写入(?:成功|完成|完毕)|文件[^。]{0,20}(?:已|成功)(?:保存|创建|生成|修改|更新)|(?:已|成功)(?:保存|创建|生成|修改|更新)[^。]{0,20}文件/;
const ZH_NAMES =
  /(?:写入|保存|创建|生成|修改|更新)(?:了|到|至|文件|成功|完成|为|[::\s"“「`'])*([A-Za-z0-9_@~.+/\\-]{1,512})/g;
const ZH_DENIES = /未|没|失败|无法|不能|将|错误/;

/**
 * Reads a statement such as "file written", "wrote src/a.ts" or "已写入" as a claim. Sentences that deny or only
 * announce claim nothing.
 */
export function claimedWords(text: string): ClaimedWords {
  const paths = new Map<string, ClaimedPath>();
  let claims = false;
  for (const sentence of text.split(/[\n!?。!?;;]|\.\s/)) {
    if (DENIES.test(sentence) || ZH_DENIES.test(sentence)) continue;
    claims ||= SAYS_FILE.test(sentence) || ZH_WRITES.test(sentence.replaceAll('已成功', '已'));
    for (const path of [...besideVerbs(sentence), ...afterChineseVerbs(sentence)]) paths.set(path.path, path);
  }
  return { claims: claims || paths.size > 0, paths: [...paths.values()] };
}

/** The paths next to an English verb: `wrote the file a.ts`, `a.ts was successfully updated`. */
function besideVerbs(sentence: string): readonly ClaimedPath[] {
  const words = sentence.split(/\s+/).map(bare);
  return words.flatMap((word, index) => {
    if (!VERB.test(word)) return [];
    return [neighbour(words, index, 1), neighbour(words, index, -1)].flatMap((each) => pathIn(each ?? ''));
  });
}

function neighbour(words: readonly string[], verb: number, step: 1 | -1): string | undefined {
  let at = verb + step;
  while (BETWEEN.test(words[at] ?? '')) at += step;
  return words[at];
}

function afterChineseVerbs(sentence: string): readonly ClaimedPath[] {
  return [...sentence.matchAll(ZH_NAMES)].flatMap(([, word]) => pathIn(bare(word ?? '')));
}

/** Without quotes and punctuation around it. */
function bare(word: string): string {
  return word.replace(/^["'`“”「(<[]+/, '').replace(/["'`“”」)>\],:.]+$/, '');
}

function pathIn(word: string): readonly ClaimedPath[] {
  if (word.length > 512 || !/^[\p{L}\p{N}_@~.+/\\-]+$/u.test(word)) return [];
  const rooted = /^(?:\/|\.{1,2}\/).*[^/]$/.test(word);
  const named = /[^/\\]\.[A-Za-z]\w{0,9}$/.test(word);
  if (!rooted && !named) return [];
  return [{ path: word, certain: rooted || /[/\\]/.test(word) }];
}
