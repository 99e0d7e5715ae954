/**
 * One text for one value, whatever the order of keys: JSON with sorted keys, extended by bare tokens for what
 * JSON lacks (`NaN`, `Infinity`, `-0`, `undefined`, `bytes"…"`), so that two different values never get the
 * same text. Lone surrogates are escaped; `__proto__` is an ordinary key.
 *
 * @throws RangeError for a value nested beyond the stack; parsed parameters never are.
 */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'object':
      return value === null ? 'null' : canonicalObject(value);
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return `function${JSON.stringify(String(value))}`;
    case 'symbol':
      return `symbol${JSON.stringify(String(value))}`;
  }
}

function canonicalObject(value: object): string {
  if (value instanceof Uint8Array) return `bytes"${Buffer.from(value).toString('base64')}"`;
  if (value instanceof RegExp) return `regexp${JSON.stringify(String(value))}`;
  if (Array.isArray(value)) {
    // Array.from visits holes too, which map would skip and join would swallow.
    return `[${Array.from(value, (item: unknown) => canonicalText(item)).join(',')}]`;
  }
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = canonicalText((value as Record<string, unknown>)[key]);
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${member}`;
  }
  return `{${members}}`;
}
