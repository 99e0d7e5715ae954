import type { Candidate, PersonalRule } from './personal-rule.js';
import { isIntroducedBy, standsAlone } from './surroundings.js';

/** Addresses that belong to nobody in particular, IANA special-purpose registry, and public resolvers. */
const NOBODYS_V4 =
  /^(?:0|10|127|22[4-9]|2[3-5]\d)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.(?:168|0\.[02])\.|^192\.88\.99\.|^198\.(?:1[89]|51\.100)\.|^203\.0\.113\.|^(?:8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9|114\.114\.114\.114|223\.5\.5\.5)$/;
const VERSION_WORDS =
  /(?:\bv|version|ver\.?|release|build|@|\^|~|[<>=]=?|chrome\/|safari\/|edge?\/|[A-Za-z]\/)["'\s:=]{0,3}$/i;

/** Words that speak of somebody's machine. A server in a configuration is nobody's. */
const WORDS =
  /\bip(?:v[46])?\b|ip_|client|visitor|remote|login|logged|session|\busers?\b|\bfrom\b|\baddr|来自|登录|登陆|客户|地址/i;

function isToldByWords(candidate: Candidate): boolean {
  return isIntroducedBy(candidate, WORDS) || standsAlone(candidate);
}

/** Globally routable addresses of version four. Section numbers and versions have the same shape. */
export const ipv4Address: PersonalRule = {
  type: 'ip-address',
  pattern:
    /(?<![0-9A-Za-z.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![0-9A-Za-z]|\.\d|-)/g,
  accepts(candidate) {
    if (NOBODYS_V4.test(candidate.value) || isIntroducedBy(candidate, VERSION_WORDS)) return undefined;
    // 1.2.3.4 and 2.0.1.0 number things far more often than they name hosts.
    const isSmall = candidate.value.split('.').every((part) => Number(part) < 32);
    return isSmall || !isToldByWords(candidate) ? undefined : { severity: 1 };
  },
  message: { en: 'Public IP address', zh: '公网 IP 地址' },
};

/** Globally routable addresses of version six: 2000::/3 without the documentation ranges. */
export const ipv6Address: PersonalRule = {
  type: 'ip-address',
  pattern: /(?<![0-9A-Za-z:.])[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z:.])/g,
  accepts(candidate) {
    const { value } = candidate;
    const groups = value.split(':');
    const gaps = value.match(/::/g)?.length ?? 0;
    if (gaps > 1 || (gaps === 0 && groups.length !== 8) || /^2001:0?db8:|^3fff:/i.test(value))
      return undefined;
    if (value.endsWith(':') && !value.endsWith('::')) return undefined;
    if (!isToldByWords(candidate)) return undefined;
    const first = groups[0]?.padStart(4, '0') ?? '';
    return /^[23]/.test(first) || (gaps === 0 && groups.some((group) => group.length > 2))
      ? { severity: 1 }
      : undefined;
  },
  message: { en: 'Public IP address', zh: '公网 IP 地址' },
};
