/** A host is never longer; what is longer is looked at no further. */
const MAX_AUTHORITY = 2048;
/** Schemes after which browsers and most libraries take any number of slashes for two. */
const WEB_SCHEME = /^(?:https?|wss?|ftp)[:][\\/]*/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** Kinds of socket as `socat` writes them. */
const SOCKET = /^(?:tcp|udp|openssl|ssl|sctp)[46]?(?:-connect)?:(?=[^/])/i;

/**
 * The hosts that a URL may name, in plain lower case without brackets, port and user: usually one, and two where
 * programs disagree about a backslash. Empty when there is none.
 */
export function hostsOf(url: string): readonly string[] {
  const text = url
    .slice(0, MAX_AUTHORITY)
    .replaceAll(/[\t\n\r]/g, '')
    .trim();
  const rest = WEB_SCHEME.test(text)
    ? text.replace(WEB_SCHEME, '')
    : text.replace(SCHEME, '').replace(/^\/\//, '').replace(SOCKET, '');
  const strict = hostOf(/^[^/?#]*/.exec(rest)?.[0] ?? '');
  const loose = hostOf(/^[^/?#\\]*/.exec(rest)?.[0] ?? '');
  return [...new Set([strict, loose])].filter((host) => host !== '');
}

function hostOf(authority: string): string {
  const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[([^\]]*)\]?/.exec(afterUser)?.[1];
  if (bracketed !== undefined) return plain(bracketed);
  // More than one colon and no bracket: an IPv6 address without a port.
  const bare = /^[^:]*:[^:]*$/.test(afterUser) ? afterUser.slice(0, afterUser.indexOf(':')) : afterUser;
  return plain(/^[\da-f:.]+(?:%.*)?$/i.test(bare) ? bare : (bare.split(':')[0] ?? ''));
}

/** What a name becomes on its way to the resolver: percent signs, full-width letters and dots of other scripts. */
function plain(host: string): string {
  const decoded = host.replaceAll(/%([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decoded
    .normalize('NFKC')
    .replaceAll(/[\u3002\uff0e\uff61]/g, '.')
    .toLowerCase();
}
