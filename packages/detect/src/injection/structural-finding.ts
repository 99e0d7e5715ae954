import type { LocalizedText } from '@sentinel-agentos/core';
import type { Severity } from '../detection.js';

/** The ways of hiding and imitating that are told apart. */
export type StructuralType =
  | 'hidden-unicode-tags'
  | 'hidden-zero-width'
  | 'hidden-variation-selectors'
  | 'bidi-override'
  | 'terminal-sequence'
  | 'terminal-sequence-escaped'
  | 'html-comment-instruction'
  | 'html-hidden-instruction'
  | 'markdown-exfiltration'
  | 'chat-template'
  | 'tool-call-imitation'
  | 'encoded-instruction'
  | 'disguised-instruction';

/** Something in the form of a text, not in its words, that hides orders or imitates the frame of a chat. */
export interface StructuralFinding {
  readonly type: StructuralType;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  /** How the orders were hidden, outermost first; absent when they stood there plainly. */
  readonly encodings?: readonly string[];
}

/** How much a piece of text sounds like an order to a model: 0 not at all, then as severities of phrases. */
export type InstructionReader = (text: string) => 0 | Severity;

/** What a finding of each type says to people. */
export const STRUCTURAL_MESSAGES: Readonly<Record<StructuralType, LocalizedText>> = {
  'hidden-unicode-tags': {
    en: 'Invisible Unicode tag characters carry text',
    zh: '不可见的 Unicode 标签字符中藏有文本',
  },
  'hidden-zero-width': {
    en: 'A run of zero-width characters carries hidden data',
    zh: '一串零宽字符中藏有数据',
  },
  'hidden-variation-selectors': {
    en: 'A run of variation selectors carries hidden data',
    zh: '一串变体选择符中藏有数据',
  },
  'bidi-override': {
    en: 'A direction override shows text in another order than it is read',
    zh: '双向控制符使显示顺序与实际顺序不同',
  },
  'terminal-sequence': {
    en: 'Terminal control sequences that do more than colour',
    zh: '含有超出着色用途的终端控制序列',
  },
  'terminal-sequence-escaped': {
    en: 'Terminal control sequences, written out',
    zh: '以转义形式写出的终端控制序列',
  },
  'html-comment-instruction': {
    en: 'A comment that readers do not see gives orders to the model',
    zh: '读者看不到的注释中含有对模型的指令',
  },
  'html-hidden-instruction': {
    en: 'An element that readers do not see gives orders to the model',
    zh: '读者看不到的元素中含有对模型的指令',
  },
  'markdown-exfiltration': {
    en: 'A link or image would carry data out in its address',
    zh: '链接或图片地址会把数据带出',
  },
  'chat-template': {
    en: 'Markers of a chat template imitate another speaker',
    zh: '伪造聊天模板标记以冒充其他角色',
  },
  'tool-call-imitation': {
    en: 'Text imitates a tool call or the end of a tool result',
    zh: '文本伪造工具调用或工具结果的结束',
  },
  'encoded-instruction': {
    en: 'Encoded text decodes to orders for the model',
    zh: '编码文本解码后是对模型的指令',
  },
  'disguised-instruction': {
    en: 'Orders for the model, disguised by look-alike or invisible characters',
    zh: '以形近字或不可见字符伪装的模型指令',
  },
};
