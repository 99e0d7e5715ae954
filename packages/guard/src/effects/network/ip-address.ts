/** An IPv4 address as a number, or an IPv6 address as its eight groups. */
export type IpAddress =
  | { readonly version: 4; readonly bits: number }
  | { readonly version: 6; readonly groups: readonly number[] };

const NUMBER = /^(?:0x[\da-f]*|\d+)$/;

/**
 * Reads an IPv4 address in every spelling that `inet_aton` and browsers take: one to four parts, each decimal,
 * octal (`0177`) or hexadecimal (`0x7f`), the last one filling what the others leave. Null for anything else.
 */
export function parseIpv4(host: string): IpAddress | null {
  const parts = host.split('.');
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  if (parts.length > 4 || parts.some((part) => !NUMBER.test(part))) return null;
  const numbers = parts.map(partOf);
  const last = numbers.pop() ?? Number.NaN;
  const room = 256 ** (4 - numbers.length);
  if (numbers.some((part) => !(part <= 255)) || !(last < room)) return null;
  const bits = numbers.reduce((sum, part, index) => sum + part * 256 ** (3 - index), last);
  return { version: 4, bits };
}

function partOf(part: string): number {
  if (part.startsWith('0x')) return part === '0x' ? 0 : Number.parseInt(part.slice(2), 16);
  if (part.length > 1 && part.startsWith('0')) {
    return /^[0-7]+$/.test(part) ? Number.parseInt(part, 8) : Number.NaN;
  }
  return Number(part);
}

/** Reads an IPv6 address without its brackets: `::`, embedded IPv4 and zone identifiers included. */
export function parseIpv6(host: string): IpAddress | null {
  const plain = host.replace(/%.*$/s, '');
  if (plain.length > 45 || !plain.includes(':')) return null;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head === undefined || head === null || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? { version: 6, groups: head } : null;
  const gap = 8 - head.length - tail.length;
  if (gap < 1) return null;
  return { version: 6, groups: [...head, ...Array.from({ length: gap }, () => 0), ...tail] };
}

function groupsOf(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  for (const part of text.split(':')) {
    if (/^[\da-f]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const embedded = part.includes('.') ? parseIpv4(part) : null;
    if (embedded?.version !== 4) return null;
    groups.push(Math.floor(embedded.bits / 65536), embedded.bits % 65536);
  }
  return groups;
}

/** The IPv4 address inside an IPv6 one: mapped, compatible, NAT64 or 6to4. */
export function embeddedIpv4(groups: readonly number[]): number | null {
  const at = (index: number): number => groups[index] ?? 0;
  const pair = (index: number): number => at(index) * 65536 + at(index + 1);
  const zeroUntil = (end: number): boolean => groups.slice(0, end).every((group) => group === 0);
  if (zeroUntil(5) && at(5) === 0xffff) return pair(6);
  if (zeroUntil(4) && at(4) === 0xffff && at(5) === 0) return pair(6);
  if (zeroUntil(6) && pair(6) > 0xffff) return pair(6);
  if (at(0) === 0x64 && at(1) === 0xff9b) return pair(6);
  if (at(0) === 0x2002) return pair(1);
  return null;
}
