import type { LocalizedText } from '@sentinel-agentos/core';
import type { Severity } from '../detection.js';

/**
 * A way of speaking that gives orders to a model. `anchors` are the words, separated by spaces, one of which the
 * phrase begins with; `pattern` is what must stand from there on, as source without flags: case never counts, gaps are
 * bounded, `…` in a source stands for up to four words of the same sentence.
 */
export interface PhraseRule {
  readonly type: string;
  readonly severity: Severity;
  readonly anchors: string;
  readonly pattern: string;
}

/** What a finding of each type says to people. */
export const PHRASE_MESSAGES: Readonly<Record<string, LocalizedText>> = {
  'override-instructions': {
    en: 'The text tells the model to disregard its instructions',
    zh: '文本要求模型无视原有指令',
  },
  'role-takeover': {
    en: 'The text tries to give the model another identity',
    zh: '文本试图改变模型的身份',
  },
  'authority-claim': {
    en: 'The text claims to be a message of the system, the developer or the user',
    zh: '文本冒充系统、开发者或用户的消息',
  },
  'hidden-from-user': {
    en: 'The text tells the model to hide what it does from the user',
    zh: '文本要求模型向用户隐瞒行为',
  },
  'prompt-extraction': {
    en: 'The text asks for the instructions of the model',
    zh: '文本索要模型的系统提示',
  },
  'tool-demand': {
    en: 'The text demands that the model call a tool or send data away',
    zh: '文本要求模型调用工具或外发数据',
  },
  'agent-imperative': {
    en: 'The text speaks to a model like an order',
    zh: '文本以命令口吻对模型说话',
  },
};
