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

/** Whether a service of the world is talked to in plain text: whoever stands between, or answers, gets all of it. */
export function isPlainService(address: string): boolean {
  return /^(?:tcp|http|ws):\/\//i.test(address) && isWorldly(address);
}
