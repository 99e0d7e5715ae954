import type { CredentialPlace } from './credential-place.js';

/** How a service takes the credentials that it issued. */
interface Service {
  /** Hosts of its programming interface, which no customer of it can answer for. */
  readonly hosts: readonly string[];
  /** What stands directly before the value in an address, where the service wants it there. */
  readonly inAddress?: RegExp;
}

/** Services by the type of their credentials. Only over an encrypted connection. */
const SERVICES: Readonly<Record<string, Service>> = {
  anthropic: { hosts: ['api.anthropic.com'] },
  discord: {
    hosts: ['discord.com', 'discordapp.com'],
    // A webhook is an address that is a secret as a whole.
    inAddress: /https:\/\/(?:discord|discordapp)\.com\/api\/(?:v\d{1,2}\/)?webhooks\/[\d/]{0,30}$/i,
  },
  github: {
    hosts: ['api.github.com', 'github.com', 'uploads.github.com', 'raw.githubusercontent.com', 'ghcr.io'],
  },
  gitlab: { hosts: ['gitlab.com'], inAddress: /[?&](?:private|access)_token=$/i },
  google_ai: {
    hosts: [
      'generativelanguage.googleapis.com',
      'aiplatform.googleapis.com',
      'maps.googleapis.com',
      'www.googleapis.com',
      'translation.googleapis.com',
      'youtube.googleapis.com',
      'oauth2.googleapis.com',
    ],
    inAddress: /[?&](?:key|access_token)=$/i,
  },
  huggingface: { hosts: ['huggingface.co', 'api-inference.huggingface.co', 'router.huggingface.co'] },
  npm: { hosts: ['registry.npmjs.org'] },
  openai: { hosts: ['api.openai.com'] },
  sendgrid: { hosts: ['api.sendgrid.com'] },
  slack: { hosts: ['slack.com', 'hooks.slack.com'], inAddress: /https:\/\/$/i },
  stripe: { hosts: ['api.stripe.com'] },
  telegram: { hosts: ['api.telegram.org'], inAddress: /https:\/\/api\.telegram\.org\/(?:file\/)?bot$/i },
  twilio: { hosts: ['api.twilio.com'] },
};

/** Whether credentials of a type belong to one service. */
export function isService(type: string): boolean {
  return Object.hasOwn(SERVICES, type) || type === 'aws';
}

/** Every reader of addresses takes the same host from this form, whatever it makes of other ones. */
const ADDRESS =
  /^(?:git\+)?https:\/\/(?:[\w.~%!$&'()*+,;=:-]{0,400}@)?([a-z0-9.-]{1,253})(?::443)?(?:[/?#]|$)/i;

/** A credential in a call. */
export interface PlacedCredential {
  readonly type: string;
  readonly place: CredentialPlace;
  /** What stands before it in its parameter. */
  readonly before: string;
}

/**
 * Whether a call only uses a credential: it goes, over an encrypted connection, to the interface of the service that
 * issued it, and stands where that service asks for it. In a body, a title or a path of one's own choice it is data
 * that others may read there.
 */
export function isOwnUse({ type, place, before }: PlacedCredential, destination: string): boolean {
  const service = Object.hasOwn(SERVICES, type) ? SERVICES[type] : undefined;
  const host = ADDRESS.exec(destination.split(' ', 1)[0] ?? '')?.[1]?.toLowerCase();
  if (service === undefined || host === undefined || !service.hosts.includes(host)) return false;
  return place === 'header' || place === 'login' || service.inAddress?.test(before) === true;
}

/** Options and settings that lead a request somewhere else than its address says, or to anybody who answers. */
const DIVERTED =
  /(?:^|[\s"'`])(?:--(?:connect-to|resolve|insecure|unix-socket|abstract-unix-socket|doh-url|doh-insecure|dns-servers|config|no-check-certificate|no-verify|verify=no)|-[a-zA-Z]{0,8}[kK])(?=[\s="'`]|$)|NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized|verify\s?=\s?False|GIT_SSL_NO_VERIFY|sslVerify/;

/** Whether a command may send to another place than the one it names. */
export function isDiverted(command: string): boolean {
  return DIVERTED.test(command);
}
