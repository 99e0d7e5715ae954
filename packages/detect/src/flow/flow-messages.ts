import type { LocalizedText } from '@sentinel-agentos/core';

function hidden(via: readonly string[], en: string, zh: string): LocalizedText {
  if (via.length === 0) return { en, zh };
  return { en: `${en}, hidden as ${via.join(' in ')}`, zh: `${zh}（以 ${via.join('、')} 隐藏）` };
}

/** What people read about a flow. No message holds a part of what was found. */
export const FLOW_MESSAGES = {
  secret: (type: string, source: string, via: readonly string[]): LocalizedText =>
    hidden(
      via,
      `The secret (${type}) that call ${source} read would leave`,
      `调用 ${source} 读取的密钥（${type}）将被发送出去`,
    ),
  secretInside: (type: string, source: string, via: readonly string[]): LocalizedText =>
    hidden(
      via,
      `The secret (${type}) that call ${source} read is written somewhere else`,
      `调用 ${source} 读取的密钥（${type}）被写到别处`,
    ),
  privateText: (source: string, length: number, via: readonly string[]): LocalizedText =>
    hidden(
      via,
      `About ${String(length)} characters of the private text that call ${source} read would leave`,
      `调用 ${source} 读取的私有文本中约 ${String(length)} 个字符将被发送出去`,
    ),
  trifecta: (): LocalizedText => ({
    en: 'This session has read untrusted content and private data, and this call reaches outside',
    zh: '本会话已读取不可信内容和私有数据，而此调用会访问外部',
  }),
  untrustedDestination: (): LocalizedText => ({
    en: 'The destination appeared first in untrusted content, in a session that has read private data',
    zh: '目标地址最先出现在不可信内容中，而本会话已读取私有数据',
  }),
  untrustedCopy: (source: string): LocalizedText => ({
    en: `Text of the untrusted result of call ${source} is copied into this call`,
    zh: `调用 ${source} 的不可信结果中的文本被复制到此调用`,
  }),
  incomplete: (): LocalizedText => ({
    en: 'The text is too large or too deeply encoded to be looked through',
    zh: '文本过大或编码层次过深，无法完整检查',
  }),
  chain: (pattern: string, callIds: readonly string[]): LocalizedText => ({
    en: `Data flows along the chain ${pattern}: calls ${callIds.join(', ')}`,
    zh: `数据沿链 ${pattern} 流动：调用 ${callIds.join('、')}`,
  }),
} as const;
