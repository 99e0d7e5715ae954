/** Hosts that a credential is made for, by its type: sending it there is what it is for. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['anthropic.com'],
  aws: ['amazonaws.com', 'aws.amazon.com'],
  discord: ['discord.com', 'discordapp.com'],
  github: ['github.com', 'githubusercontent.com', 'ghcr.io'],
  gitlab: ['gitlab.com'],
  google_ai: ['googleapis.com', 'google.com'],
  huggingface: ['huggingface.co', 'hf.co'],
  npm: ['npmjs.org', 'npmjs.com'],
  openai: ['openai.com'],
  sendgrid: ['sendgrid.com', 'sendgrid.net'],
  slack: ['slack.com'],
  stripe: ['stripe.com'],
  telegram: ['telegram.org'],
  twilio: ['twilio.com'],
};

const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@?#]*@)?([^/:?#]+)/i;

/** Whether a destination, a host or an address with one, belongs to the service that issued a type of credential. */
export function isOwnService(type: string, destination: string): boolean {
  const host = HOST.exec(destination)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(HOSTS, type) ? (HOSTS[type] ?? []) : [];
  return known.some((name) => host === name || host.endsWith(`.${name}`));
}
