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
  secretFile: (type: string, source: string): LocalizedText => ({
    en: `A file that carries the secret (${type}) of call ${source} would leave`,
    zh: `含有调用 ${source} 的密钥（${type}）的文件将被发送出去`,
  }),
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
  followedLink: (): LocalizedText => ({
    en: 'A link is followed in a session that has read untrusted content and private data',
    zh: '本会话已读取不可信内容和私有数据，此调用仅打开其中的链接',
  }),
  untrustedCopy: (source: string): LocalizedText => ({
    en: `Text of the untrusted result of call ${source} is copied into this call`,
    zh: `调用 ${source} 的不可信结果中的文本被复制到此调用`,
  }),
  incomplete: (): LocalizedText => ({
    en: 'The text is too large or too deeply encoded to be looked through',
    zh: '文本过大或编码层次过深，无法完整检查',
  }),
  forgotten: (): LocalizedText => ({
    en: 'This session read more secrets than can be remembered, so this call may hold one',
    zh: '本会话读取的密钥超出可记忆的数量，此调用可能含有其中之一',
  }),
  chain: (pattern: string, callIds: readonly string[]): LocalizedText => ({
    en: `Data flows along the chain ${pattern}: calls ${callIds.join(', ')}`,
    zh: `数据沿链 ${pattern} 流动：调用 ${callIds.join('、')}`,
  }),
} as const;
