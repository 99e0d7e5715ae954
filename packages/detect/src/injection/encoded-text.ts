const PRINTABLE = /^[\t\n\r\x20-\x7e\u00a0-\ufffd]*$/;

function asText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text !== '' && PRINTABLE.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The text that base64 in either alphabet stands for, or undefined when that is not printable text. */
export function decodeBase64Text(value: string): string | undefined {
  return asText(Buffer.from(value, 'base64'));
}

/** The text that pairs of hexadecimal digits stand for, or undefined when that is not printable text. */
export function decodeHexText(value: string): string | undefined {
  return asText(Buffer.from(value.replaceAll(/\\x|0x|[\s,:]/g, ''), 'hex'));
}

/** Letters moved by thirteen places. */
export function rotate13(value: string): string {
  return value.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** Characters in the opposite order. */
export function reversed(value: string): string {
  return Array.from(value).reverse().join('');
}
