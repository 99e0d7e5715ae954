import { embeddedIpv4, parseIpv4, parseIpv6, type IpAddress } from './ip-address.js';
import { hostsOf } from './url-host.js';

/**
 * What kind of machine an address leads to. `metadata`: a service of the cloud that hands out the machine's
 * credentials to whoever asks. `private`: a network that the world does not see. `loopback`: this machine.
 */
export type AddressClass = 'loopback' | 'public' | 'private' | 'metadata';

const CARE: Readonly<Record<AddressClass, number>> = { loopback: 0, public: 1, private: 2, metadata: 3 };

/** Names under which clouds answer on their metadata addresses. */
const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.internal',
  'metadata.packet.net',
  'metadata.platformequinix.com',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
]);
const LOOPBACK_NAMES: ReadonlySet<string> = new Set([
  'localhost',
  'localhost.localdomain',
  'localhost6',
  'ip6-localhost',
  'ip6-loopback',
  'host.docker.internal',
  'host.containers.internal',
  'gateway.docker.internal',
]);
const PRIVATE_ENDINGS = /\.(?:local|internal|intranet|corp|lan|home|private|home\.arpa|localdomain)$/;
/** Names that anybody can have answer with an address of this machine. */
const POINTING_HERE =
  /(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localhost\.direct|local\.gd|localho\.st)$/;

/** Networks by their first address and prefix length, the narrower before the wider. */
const RANGES: readonly (readonly [first: number, length: number, is: AddressClass])[] = [
  // 169.254.0.0/16: clouds hand out credentials at several link-local addresses; hardly anything else is there.
  [0xa9fe0000, 16, 'metadata'],
  // 100.100.100.200 of Alibaba, 192.0.0.192 of Oracle, 168.63.129.16 of Azure.
  [0x646464c8, 32, 'metadata'],
  [0xc00000c0, 32, 'metadata'],
  [0xa83f8110, 32, 'metadata'],
  // 127.0.0.0/8 and 0.0.0.0, which stands for it.
  [0x7f000000, 8, 'loopback'],
  [0x00000000, 32, 'loopback'],
  [0x00000000, 8, 'private'],
  // 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.
  [0x0a000000, 8, 'private'],
  [0xac100000, 12, 'private'],
  [0xc0a80000, 16, 'private'],
  // 100.64.0.0/10 of carriers, 192.0.0.0/24 of protocols, 198.18.0.0/15 of test benches.
  [0x64400000, 10, 'private'],
  [0xc0000000, 24, 'private'],
  [0xc6120000, 15, 'private'],
];

/**
 * The class of the machine that a URL, a host or a `host:port` names, in every spelling of an address: decimal,
 * octal and hexadecimal IPv4, IPv6 with an IPv4 inside, percent signs, full-width letters. Where programs disagree
 * about which part is the host, the more careful reading counts. Nobody is asked for a name, so a name that only
 * carries an address (`10.0.0.1.nip.io`) is judged by it, but never as milder than a public one.
 */
export function addressClassOf(url: string): AddressClass {
  let worst: AddressClass | null = null;
  for (const host of hostsOf(url)) {
    const found = classOfHost(host);
    if (worst === null || CARE[found] > CARE[worst]) worst = found;
  }
  return worst ?? 'public';
}

function classOfHost(host: string): AddressClass {
  const address = parseIpv4(host) ?? parseIpv6(host);
  if (address !== null) return classOfAddress(address);
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (METADATA_NAMES.has(name)) return 'metadata';
  if (LOOPBACK_NAMES.has(name) || /(?:^|\.)localhost$/.test(name)) return 'loopback';
  const carried = carriedClass(name);
  if (carried === 'metadata') return carried;
  if (carried !== null || PRIVATE_ENDINGS.test(name) || POINTING_HERE.test(name)) return 'private';
  return 'public';
}

/** The class of an address that stands in a name, as wildcard services of the DNS answer it. */
function carriedClass(name: string): AddressClass | null {
  let worst: AddressClass | null = null;
  const spelled = [
    ...name.matchAll(/(?<![\d])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?![\d])/g),
  ].map((match) => match.slice(1, 5).join('.'));
  const hexadecimal = [...name.matchAll(/(?:^|[.-])([\da-f]{8})(?=[.-])/g)].map(
    (match) => `0x${match[1] ?? ''}`,
  );
  for (const text of [...spelled, ...hexadecimal]) {
    const address = parseIpv4(text);
    const found = address === null ? 'public' : classOfAddress(address);
    if (found !== 'public' && (worst === null || CARE[found] > CARE[worst])) worst = found;
  }
  return worst;
}

function classOfAddress(address: IpAddress): AddressClass {
  if (address.version === 4) return classOfIpv4(address.bits);
  const { groups } = address;
  const inner = embeddedIpv4(groups);
  if (inner !== null) return classOfIpv4(inner);
  const at = (index: number): number => groups[index] ?? 0;
  if (groups.slice(0, 7).every((group) => group === 0)) return 'loopback';
  // `fd00:ec2::254` of Amazon, `fd20:ce::254` of Google.
  if ((at(0) === 0xfd00 && at(1) === 0xec2) || (at(0) === 0xfd20 && at(1) === 0xce)) return 'metadata';
  if ((at(0) & 0xfe00) === 0xfc00 || (at(0) & 0xffc0) === 0xfe80) return 'private';
  return 'public';
}

function classOfIpv4(bits: number): AddressClass {
  for (const [first, length, is] of RANGES) {
    const size = 2 ** (32 - length);
    if (Math.floor(bits / size) === first / size) return is;
  }
  return 'public';
}
