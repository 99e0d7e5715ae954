import { shape, type EffectShape } from '../effect-shape.js';
import { readCode } from '../code/read-code.js';
import { unknownData, Taint } from '../shell/data.js';
import { readPath, writePath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { effectsOfWords } from './named-effects.js';
import { openUrl, URLS } from './fetch-tools.js';
import { filesIn } from './file-tools.js';
import { pathWord } from './path-word.js';
import { NOWHERE, UNKNOWN_TOOL, wordOf, type ToolContext } from './tool-context.js';
import { says, textsOf, wholeOf, type ParamText } from './tool-params.js';
import { verbOf } from './tool-verbs.js';
import { wordsOf } from './tool-words.js';

const LOOKED = shape('net.fetch', 'shared', 'easy', 'normal');
const TYPED = shape('net.send', 'shared', 'easy', 'normal');
const SUBMITTED = shape('net.send', 'shared', 'partial', 'normal');
/** A password or a card number leaves for whatever site is open. */
const CREDENTIAL_TYPED = shape('net.send', 'shared', 'partial', 'sensitive');
/** Cookies and stored tokens leave the page they belong to. */
const SESSION_SENT = shape('net.send', 'shared', 'irreversible', 'critical');

const CODES = 'script function fn expression javascript js code pagefunction evaluate jscode'.split(' ');
const TEXTS = ['text', 'value', 'values', 'fields', 'keys', 'key', 'input'];
const ELEMENTS =
  'element selector ref name field label placeholder target locator description fields arialabel css xpath'.split(
    ' ',
  );
const UPLOADS = 'paths files filepath filepaths file upload uploads path localpath'.split(' ');
const SAVES = 'filename savepath outputpath output downloadpath path destination'.split(' ');
const SECRET_FIELD =
  /passw(?:or)?d|passphrase|passcode|\bpwd\b|\bpin\b|\botp\b|2fa|cvv|cvc|card.?(?:number|no)|credit.?card|\bssn\b|social.?security|secret|api.?key|seed.?phrase|private.?key|iban|密码|口令|验证码|卡号|密钥|助记词/i;
const STORED_SESSION = /document\s*\.\s*cookie|localStorage|sessionStorage|indexedDB|cookieStore/;
const LEAVES =
  /\bfetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\.src\s*=|location(?:\.href)?\s*=|window\.open|axios|\.submit\s*\(/;

type Deed = 'look' | 'open' | 'type' | 'press' | 'run' | 'upload' | 'save' | 'unknown';

/** Words of a browser's actions. */
const DEEDS: Readonly<Record<Exclude<Deed, 'unknown'>, string>> = {
  look: 'snapshot screenshot screen shot capture wait console network requests request messages tabs tab list get read scroll hover close resize back forward reload refresh start stop status profiles install launch view find cookies state inspect observe extract logs accessibility tree info zoom focus highlight show present hide size dimensions performance trace emulate html content title url vision look',
  open: 'navigate open goto go visit url new load browse',
  type: 'type fill input form set write keys key press_sequentially paste select option choose check uncheck',
  press: 'click tap press submit drag drop act dialog handle accept dismiss key double dblclick mouse',
  run: 'evaluate eval execute script javascript js run code exec console_exec',
  upload: 'upload file files attach',
  save: 'download pdf save export record',
};

const DEED_OF: ReadonlyMap<string, Deed> = new Map(
  (Object.keys(DEEDS) as Exclude<Deed, 'unknown'>[]).flatMap((deed) =>
    DEEDS[deed].split(' ').map((word): [string, Deed] => [word, deed]),
  ),
);
/** Words of a name that say which browser it is. */
const BROWSER_WORDS: ReadonlySet<string> = new Set(
  'browser playwright puppeteer selenium webdriver chromium chrome cdp browserbase stagehand headless web tool action use page canvas'.split(
    ' ',
  ),
);

/** A browser: where it goes, what is typed and pressed there, which script runs in the page, which files come and go. */
export function readBrowserTool(context: ToolContext): void {
  const { said, layers, sink, call } = context;
  const deeds = deedsOf(context);
  if (deeds.size === 0 || deeds.has('unknown')) sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
  const addresses = textsOf(said, URLS);
  for (const shell of context.shells) {
    for (const url of addresses) openUrl(url, shell);
    for (const code of textsOf(layers, CODES)) readPageScript(code, shell);
    if (deeds.has('upload')) {
      for (const file of filesIn(said, UPLOADS, shell))
        sendData(shell, readPath(shell, file), call.tool, file.evidence);
    } else if (deeds.has('save') || deeds.has('look')) {
      for (const target of textsOf(said, SAVES))
        writePath(shell, pathWord(target, shell), unknownData(Taint.download));
    }
  }
  if (deeds.has('look')) sink.effect(LOOKED, call.tool, NOWHERE);
  if (deeds.has('type') || deeds.has('press')) readInput(context, deeds);
}

function deedsOf({ name, said }: ToolContext): ReadonlySet<Deed> {
  const named = name.words.filter((word) => !BROWSER_WORDS.has(word));
  const given = textsOf(said, ['action', 'kind', 'type', 'operation', 'command']).flatMap(({ text }) =>
    wordsOf(text),
  );
  const deeds = new Set<Deed>();
  for (const word of named) deeds.add(DEED_OF.get(word) ?? 'unknown');
  // `navigate_page_history`: one word that is known is enough.
  if (deeds.size > 1) deeds.delete('unknown');
  for (const word of given) {
    const deed = DEED_OF.get(word);
    if (deed !== undefined) deeds.add(deed);
  }
  if (deeds.size === 0 && says(said, URLS)) deeds.add('open');
  return deeds;
}

/** What is typed goes to the site; a button says itself what it does. */
function readInput({ said, layers, sink, call }: ToolContext, deeds: ReadonlySet<Deed>): void {
  const elements = textsOf(layers, ELEMENTS);
  const [first] = elements;
  const at = first === undefined ? NOWHERE : wholeOf(first);
  const texts = textsOf(layers, TEXTS);
  const secret = elements.find(({ text }) => SECRET_FIELD.test(text));
  if (secret !== undefined && (texts.length > 0 || deeds.has('type')))
    sink.effect(CREDENTIAL_TYPED, secret.text, wholeOf(secret));
  const submits =
    says(said, ['submit', 'pressenter']) || texts.some(({ text }) => /^(?:enter|return)$|\n$/i.test(text));
  sink.effect(submits ? SUBMITTED : TYPED, call.tool, at);
  if (!deeds.has('press') && !submits) return;
  for (const element of elements)
    for (const effect of pressed(element.text)) sink.effect(effect, element.text, wholeOf(element));
}

const CHINESE_BUTTONS: readonly (readonly [RegExp, string])[] = [
  [/支付|付款|转账|汇款|充值|打赏/, 'pay'],
  [/购买|下单|提交订单|预订|预定|订阅|结账|结算/, 'buy'],
  [/删除|清空|注销|移除|销毁/, 'delete'],
  [/提交|发送|发布|确认|保存|同意|授权/, 'submit'],
];

/** Words that make what stands before them a thing, as in `Order history`. */
const ABOUT: ReadonlySet<string> = new Set(
  'details detail history summary status overview tracking number policy terms help settings'.split(' '),
);

/** What a button with such words on it does. Only words that change something count. */
function pressed(label: string): readonly EffectShape[] {
  const chinese = CHINESE_BUTTONS.filter(([words]) => words.test(label)).map(([, word]) => word);
  const written = wordsOf(label.slice(0, 200));
  const about =
    written.some((word) => ABOUT.has(word)) && written.every((word) => verbOf(word)?.noun !== false);
  const words = [...(about ? [] : written), ...chinese];
  return effectsOfWords(words).filter(
    ({ reversibility }) => reversibility !== 'pure' && reversibility !== 'easy',
  );
}

function readPageScript(code: ParamText, shell: Shell): void {
  const at = wholeOf(code);
  readCode('js', wordOf(code), shell, at);
  const text = code.text.slice(0, 64 * 1024);
  if (!STORED_SESSION.test(text) || !LEAVES.test(text)) return;
  shell.reading.sink.effect(SESSION_SENT, '', at);
  shell.reading.sink.finding('flow.credential-to-network', at);
}
