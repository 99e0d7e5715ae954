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

const VERBS =
  'wrote|written|created|saved|added|updated|modified|edited|overwrote|overwritten|appended|generated';
const VERB = new RegExp(`^(?:${VERBS})$`, 'i');
/** "The file has been saved", "created a new file"; not "the file format was updated", "fixed: file upload created". */
const SAYS_FILE = new RegExp(
  [
    String.raw`\bfile(?: \S{0,200}[./\\]\S{1,200})?(?: (?:was|were|has|have|been|successfully|now))* (?:${VERBS})\b(?! by\b)`,
    String.raw`\b(?:${VERBS})(?: (?:successfully|the|a|an|to|new|existing|output|\d+ (?:bytes|lines|characters)))* file\b(?! ?(?:format|upload|name|type|size|list|system|path|handle|permission|metadata|descri|share|record))`,
    String.raw`\b(?:wrote|written) \d+ (?:bytes|lines|characters)\b`,
  ].join('|'),
  'i',
);
/** Words that may stand between the verb and the path, on either side. */
const BETWEEN =
  /^(?:the|a|new|existing|file|files|to|at|into|in|as|was|has|have|been|is|are|successfully|now|[\d,.]+|bytes?|lines?|characters?|chars?|words?|rows?|records?|[kmg]i?b)$/i;
/** It did not happen, is only announced, or happened another time. */
const DENIES =
  /\b(?:not|never|no|nothing|cannot|can't|couldn't|didn't|wasn't|failed|unable|would|will|dry[- ]run|error|if|whether|unless|until|when|should|must|please|last|already|earlier|previously|ago|yesterday|merged|by (?!me\b|us\b|\w+ing\b|\d)\w+)\b/i;
/** It speaks of how well it went, and denies nothing. */
const WENT_WELL =
  /\b(?:without|with no|no|0|zero)(?: \w+)? (?:errors?|warnings?|issues?|problems?|conflicts?|failures?)\b|\bif (?:you|needed|necessary)\b.*$/gi;
/** Where there are no files of this machine; of the common words, only with a preposition before them. */
const ELSEWHERE =
  /\b(?!file:)[a-z][a-z0-9+.-]*:\/\/|\b(?:google drive|dropbox|onedrive|sharepoint|notion|slack|github|gitlab|bucket|remote|pull request|issue|ticket)\b|\b(?:in|on|to|into|at|from|of|via|by|for) (?:(?:the|a|an|your|our|its|this) )?(?:\w+ )?(?:cloud|server|branch|commit|database|cache|clipboard|queue|table|socket|stdout|stderr|stream|buffer|memory|context|index|archive|chat|conversation|playlist)\b/i;
/** A line of a log: the hash of a commit, then what its author did. */
const LOG_LINE = /^(?:[\s*|\\/\d:.TZ+-]*|.*\bcommit )(?=[a-f]*\d)[0-9a-f]{7,40}(?:\s|:)/;
/** Whose verb it is otherwise: "the test you wrote in a.ts". */
const OTHERS = /^(?:you|they|he|she|who|that|user|somebody|someone)$/i;

/** Who or what may stand before the verb of a sentence about what was just done itself. */
const OURSELVES =
  /^(?:[^A-Z].*|I|We|File|Files|Successfully|Also|Then|And|Just|Now|Have|Has|Been|Was|Done|Ok|OK|Output|Tool|Agent|Assistant)$/;

const ZH_WRITES =
  /(?:已|成功)写入|写入(?:成功|完成|完毕)|文件[\s\w./\\-]{0,60}(?:已|成功)(?:写入|保存|创建|生成|修改|更新)|(?:已|成功)(?:保存|创建|生成|修改|更新)[\s\w./\\-]{0,60}文件(?!描述|列表|格式|名|夹|类型|大小|权限|系统|信息)/;
const ZH_NAMES =
  /(?:写入|保存|创建|生成|修改|更新)(?:了|到|至|文件|成功|完成|为|[:\uFF1A\s"“「`'])*((?:[A-Za-z]:[\\/])?[A-Za-z0-9_@~.+/\\-]{1,512})/g;
/** Somebody's name before the verb; not "we", "already", "then" and their like. */
const ZH_SOMEBODY = /[\p{L}\p{N}](?<![我们已经功并且也还就来后刚才新件])\s*$/u;
const ZH_DONE = /已|成功|了|完成|完毕/;
const ZH_DENIES =
  /未|没|不(?!同)|失败|无法|(?<!已经?|成功)将(?![^,\uFF0C]*了)|错误|如果|若|请(?!求)|(?<![响适反])应(?!用)|需要|是否|上次|(?:用户|你|您|他|她|他们|有人|别人|同事|对方)(?:已经?|刚才?|又|曾)?(?:写入|保存|创建|生成|修改|更新)/;
const ZH_WENT_WELL = /(?:没有|无|未发现|未出现)(?:任何)?(?:错误|警告|问题|异常)/g;
const ZH_ELSEWHERE = /数据库|缓存|队列|云端|云盘|远程|服务器|剪贴板|分支/;

const PATH = /(?<![\w:/.\\@~+-])[\w@~+-]*[./\\][\w@~.+/\\-]*\w/g;
/** A word, or several in quotes. */
const WORD = /(?<!\S)["“`']([^"“”`'\n]{1,512})["”`'](?=[\s,.:)]|$)|\S+/g;
/** A bare name that ends so is a file and nothing else, when something was written to it. */
const FILE_ENDING =
  /\.(?:md|txt|json|ya?ml|toml|tsx?|jsx?|py|csv|tsv|html?|css|xml|pdf|png|jpe?g|gif|svg|docx?|xlsx?|pptx?|log|sh|go|rs|java|rb|php|c|h|cpp|sql|ini|cfg|conf|ipynb)$/i;

/**
 * Reads a statement such as "file written", "wrote src/a.ts" or "已写入" as a claim. Sentences that deny or only
 * announce claim nothing.
 */
export function claimedWords(text: string): ClaimedWords {
  const paths = new Map<string, ClaimedPath>();
  let claims = false;
  for (const sentence of text.split(/[\n!?;。\uFF01\uFF1F\uFF1B]|\.\s/)) {
    if (LOG_LINE.test(sentence) || isMuted(sentence)) continue;
    const says = SAYS_FILE.test(sentence) || ZH_WRITES.test(sentence.replaceAll('已成功', '已'));
    claims ||= says;
    for (const { path, certain } of [...besideVerbs(sentence), ...afterChineseVerbs(sentence)]) {
      paths.set(path, { path, certain: certain || (says && FILE_ENDING.test(path)) });
    }
  }
  return { claims: claims || paths.size > 0, paths: [...paths.values()] };
}

/** Whether a sentence denies, announces or speaks of another place. Names of files say nothing about that. */
function isMuted(sentence: string): boolean {
  const [said = ''] = sentence
    .replaceAll(WENT_WELL, '')
    .replaceAll(ZH_WENT_WELL, '')
    .split(/,? but /);
  const plain = said.replaceAll(PATH, '');
  return [DENIES, ELSEWHERE, ZH_DENIES, ZH_ELSEWHERE].some((muting) => muting.test(plain));
}

/** The paths next to an English verb: `wrote the file a.ts`, `a.ts was successfully updated`. */
function besideVerbs(sentence: string): readonly ClaimedPath[] {
  const found = [...sentence.matchAll(WORD)];
  const written = found.map(([word]) => word);
  const words = found.map(([word, quoted]) => quoted ?? bare(word));
  return words.flatMap((word, index) => {
    if (!VERB.test(word) || OTHERS.test(words[index - 1] ?? '')) return [];
    const others = !OURSELVES.test(words[index - 1] ?? 'we');
    const after = neighbour(words, index, 1);
    const into = words.slice(index + 1, after).some((each) => /^(?:to|into|as)$/i.test(each));
    const before = neighbour(words, index, -1);
    // "Removed a.ts, updated b.ts": the comma parts them.
    const sides = /[,;]$/.test(written[before] ?? '') ? [after] : [after, before];
    return sides.flatMap((at) =>
      pathIn(words[at] ?? '').map(({ path, certain }) => ({
        path,
        // "Bob created src/a.ts" may be about another time.
        certain:
          (certain && (at === before || into || !others)) || (at === after && into && FILE_ENDING.test(path)),
      })),
    );
  });
}

/** Where the first word stands that may be a path. */
function neighbour(words: readonly string[], verb: number, step: 1 | -1): number {
  let at = verb + step;
  while (BETWEEN.test(words[at] ?? '')) at += step;
  return at;
}

function afterChineseVerbs(sentence: string): readonly ClaimedPath[] {
  if (!ZH_DONE.test(sentence)) return [];
  return [...sentence.matchAll(ZH_NAMES)].flatMap(({ 0: all, 1: word = '', index }) => {
    const into = /^(?:写入|..[到至为])/.test(all);
    const others = /^..了/.test(all) && ZH_SOMEBODY.test(sentence.slice(0, index));
    return pathIn(bare(word)).map(({ path, certain }) => ({
      path,
      certain: !others && (certain || (into && FILE_ENDING.test(path))),
    }));
  });
}

/** Without quotes and punctuation around it. */
function bare(word: string): string {
  return word.replace(/^["'`“”「(<[]+/, '').replace(/["'`“”」)>\],:.]+$/, '');
}

function pathIn(word: string): readonly ClaimedPath[] {
  if (
    word.length > 512 ||
    !/^(?:[A-Za-z]:[\\/])?[\p{L}\p{N}_@~.+/\\-]+(?: [\p{L}\p{N}_@~.+/\\()-]+)*$/u.test(word)
  )
    return [];
  const rooted = /^(?:\/|\.{1,2}\/|[A-Za-z]:[\\/]).*[^/\\]$/.test(word);
  const named = /[^/\\]\.[A-Za-z]\w{0,9}$/.test(word);
  if (!rooted && !named) return [];
  return [{ path: word, certain: rooted || /[/\\]/.test(word) }];
}
