/** The header of a JSON Web Token, or `null` where the first part is not base64url of a JSON object. */
export function jwtHeader(token: string): object | null {
  const head = token.slice(0, token.indexOf('.'));
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null ? header : null;
  } catch {
    return null;
  }
}
