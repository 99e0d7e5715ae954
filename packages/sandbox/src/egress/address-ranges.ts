import { BlockList, isIP } from 'node:net';

/**
 * IPv4 ranges that are not the public internet, from the IANA registry of special-purpose addresses (RFC 6890 and
 * later), and addresses in public ranges at which a cloud answers its own machines.
 */
const CLOSED_IPV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; a metadata service is at 100.100.100.200
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // metadata and DNS of a cloud, in a public range
  ['169.254.0.0', 16], // link-local; metadata services are at 169.254.169.254 and 169.254.170.2
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; a metadata service is at 192.0.0.192
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // AMT
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/**
 * All of public IPv6 is in here. What is not: loopback, link-local, unique local, multicast, and the forms that carry
 * an IPv4 address, mapped (::ffff:0:0/96), compatible (::/96) and translated (64:ff9b::/96, 64:ff9b:1::/48).
 */
const OPEN_IPV6 = ['2000::', 3] as const;

/** Ranges of it that are not public, or lead to an IPv4 address by themselves. */
const CLOSED_IPV6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
];

function list(ranges: readonly (readonly [string, number])[], type: 'ipv4' | 'ipv6'): BlockList {
  const made = new BlockList();
  for (const [network, bits] of ranges) made.addSubnet(network, bits, type);
  return made;
}

/** Whether an address, in the spelling of a resolver, belongs to the public internet. Unknown means no. */
export type IsPublicAddress = (address: string) => boolean;

/** Makes the test once for many addresses. */
export function createAddressTest(): IsPublicAddress {
  const closed4 = list(CLOSED_IPV4, 'ipv4');
  const open6 = list([OPEN_IPV6], 'ipv6');
  const closed6 = list(CLOSED_IPV6, 'ipv6');
  return (address) => {
    const family = isIP(address);
    if (family === 4) return !closed4.check(address, 'ipv4');
    // A zone is for link-local addresses only.
    if (family !== 6 || address.includes('%')) return false;
    return open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6');
  };
}
