/** Whether a base64 text is `user:password` of printable characters, as HTTP basic authentication writes it. */
export function isBasicAuth(value: string): boolean {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  const colon = decoded.indexOf(':');
  return colon >= 0 && colon < decoded.length - 1 && /^[\x20-\x7e\xa0-\xff]{3,512}$/u.test(decoded);
}
