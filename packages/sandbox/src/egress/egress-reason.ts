import type { LocalizedText } from '@sentinel-agentos/core';

/** Why something was let out. */
export type AllowReason =
  /** The whitelist names the host, and the port is one of it. */
  | 'listed'
  /** A port of this machine that the policy names. */
  | 'host-port';

/** Why something was not. */
export type RefuseReason =
  | 'malformed'
  | 'bad-host'
  | 'ip-address'
  | 'host-not-listed'
  | 'port-not-listed'
  | 'other-host'
  | 'name-not-found'
  | 'private-address'
  | 'unreachable'
  | 'not-tls'
  | 'no-server-name'
  | 'other-server-name'
  | 'hidden-server-name'
  | 'upload-limit'
  | 'connection-limit'
  | 'time-limit';

/** The code of a decision; stable, for programs. */
export type EgressReason = AllowReason | RefuseReason;

/** What each refusal means, for people. Part of the answer that the program inside reads. */
export const REFUSALS: Readonly<Record<RefuseReason, LocalizedText>> = {
  malformed: { en: 'This is no proper request to a proxy.', zh: '这不是合规的代理请求。' },
  'bad-host': { en: 'This is no host name.', zh: '主机名无效。' },
  'ip-address': {
    en: 'IP addresses are not let out; name the host.',
    zh: '不放行 IP 地址，请使用主机名。',
  },
  'host-not-listed': { en: 'Network not in whitelist', zh: '网络目标不在白名单中' },
  'port-not-listed': {
    en: 'Network not in whitelist: the host is listed, this port is not.',
    zh: '网络目标不在白名单中：主机已列入，但该端口未列入。',
  },
  'other-host': {
    en: 'The request names another host than the one it was let out for.',
    zh: '请求中的主机与获准的主机不一致。',
  },
  'name-not-found': { en: 'The host name has no address.', zh: '无法解析该主机名。' },
  'private-address': {
    en: 'The host name leads to a private or reserved address.',
    zh: '该主机名指向私有或保留地址。',
  },
  unreachable: { en: 'The host does not answer.', zh: '无法连接该主机。' },
  'not-tls': { en: 'Only TLS is let out on this port.', zh: '该端口仅放行 TLS。' },
  'no-server-name': { en: 'The TLS greeting names no server.', zh: 'TLS 握手未指明服务器名。' },
  'other-server-name': {
    en: 'The TLS greeting names another server.',
    zh: 'TLS 握手所指服务器与目标不一致。',
  },
  'hidden-server-name': {
    en: 'The TLS greeting hides its server name (ECH).',
    zh: 'TLS 握手隐藏了服务器名（ECH）。',
  },
  'upload-limit': { en: 'The upload limit is reached.', zh: '已达上传上限。' },
  'connection-limit': { en: 'Too many connections at once.', zh: '同时连接数过多。' },
  'time-limit': { en: 'It took too long.', zh: '等待超时。' },
};
