import { addressClassOf } from '../network/address-class.js';
import { hostsOf } from '../network/url-host.js';
import { isKnown } from '../shell/data.js';
import { REGISTRIES } from '../tables/package-origins.js';

/** Words that switch something on or off, in any tool's spelling. */
const OFF = /^(?:0|false|no|off|none|null|never|)$/i;

/** Whether a value ends a check. `when` says which values do; without it any value that switches on. */
export function endsCheck(value: string, when: RegExp | undefined): boolean {
  return when === undefined ? !OFF.test(value) : when.test(value);
}

/** Whether an address leads to a machine of the world. A name without a dot is one of a private network. */
function isWorldly(address: string): boolean {
  const [host] = hostsOf(address);
  if (host === undefined || !isKnown(host) || !/[.:]/.test(host)) return false;
  return addressClassOf(address) === 'public';
}

/** Whether one of several machines is a stranger whose word would be taken unchecked. */
export function namesStranger(hosts: string): boolean {
  return hosts
    .split(/[\s,]+/, 64)
    .some((host) => host !== '' && isWorldly(host) && !hostsOf(host).some((name) => REGISTRIES.has(name)));
}

/** The address of a proxy without its kind, of which there are more than of addresses. */
function bare(proxy: string): string {
  return proxy.replace(/^(?:https?|socks[45]?[ah]?):\/\//i, '');
}

/** Whether a proxy is one that somebody in the world offers: no program of this machine, none of a private network. */
export function isStrangersProxy(proxy: string): boolean {
  return namesStranger(bare(proxy));
}

/** Whether an address is asked for in plain text through a stranger's proxy. Without a scheme it is plain text. */
export function isReadOnTheWay(address: string, proxy: string): boolean {
  const plain =
    /^(?:http|ftp|ws):\/\//i.test(address) || /^[\w.-]{1,253}\.[a-z]{2,}(?:[:/]|$)/i.test(address);
  return plain && addressClassOf(address) !== 'loopback' && isStrangersProxy(proxy);
}

/** Whether what goes through a proxy leaves this machine by it. */
export function leavesBy(proxy: string): boolean {
  const address = bare(proxy);
  return address !== '' && isKnown(address) && addressClassOf(address) !== 'loopback';
}

/** Whether a service of the world is talked to in plain text: whoever stands between, or answers, gets all of it. */
export function isPlainService(address: string): boolean {
  return /^(?:tcp|http|ws):\/\//i.test(address) && isWorldly(address);
}
