import type { EventType } from '../episodic/event-type.js';

/** What questions of an agent's work ask for, and the types of events that answer them. */
const ASKED: readonly (readonly [words: RegExp, types: readonly EventType[]])[] = [
  [
    /\bcommands?\b|\b(?:run|ran|execut(?:e|ed)|invoked?|typed?)\b|命令|指令|运行|执行|敲/iu,
    ['tool_call', 'tool_failure'],
  ],
  [
    /\b(?:fix(?:ed|es)?|solv(?:e|ed)|resolv(?:e|ed)|repair(?:ed)?|cured?|got \S+ (?:\S+ )?(?:working|running|going))\b|修好|修复|修的|解决|治好|恢复/iu,
    ['tool_call', 'decision', 'milestone'],
  ],
  [
    /\b(?:which|what|whose) (?:\w+ )?(?:files?|modules?|folders?|director(?:y|ies)|scripts?|configs?)\b|(?:哪|什么|几)[个些份]?(?:文件|目录|模块|脚本|配置)/iu,
    ['tool_call', 'tool_failure'],
  ],
  [
    /\b(?:fail(?:s|ed|ure)?|br[eo]a?ken?|crash(?:es|ed)?|errors?|wrong|complain(?:s|ed)?)\b|失败|报错|出错|崩溃|坏|故障|错误/iu,
    ['tool_failure', 'error'],
  ],
  [
    /\b(?:forbid(?:den)?|prohibit(?:ed)?|allowed|off[- ]limits|not (?:to )?(?:touch|do|use)|must not|may not|mustn't|never)\b|禁止|不准|不许|不让|不能|不可以|不得|别/iu,
    ['user_feedback', 'correction', 'decision'],
  ],
];

/** The types of events that a question about an agent's work asks for; empty when it asks for no type. */
export function askedTypes(question: string): ReadonlySet<EventType> {
  return new Set(ASKED.flatMap(([words, types]) => (words.test(question) ? types : [])));
}
