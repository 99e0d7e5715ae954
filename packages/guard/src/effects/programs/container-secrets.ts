import { shape } from '../effect-shape.js';
import { addressClassOf } from '../network/address-class.js';
import { isSecretPath, keepsCredentials } from '../paths/secret-paths.js';
import { isKnown, Taint } from '../shell/data.js';
import { CREDENTIAL_NAME } from '../shell/parameter-value.js';
import { IMAGE_PUBLISHERS, OWN_REGISTRY } from '../tables/image-publishers.js';
import type { Mount } from './container-mounts.js';
import { note, valueOfOption, type Invocation } from './invocation.js';

const HANDED_OVER = shape('secret.read', 'process', 'irreversible', 'critical');

/** Notes which images this call builds: what runs in them is the project's own. */
export function noteBuilt(invocation: Invocation): undefined {
  for (const { name, value } of invocation.options)
    if (value !== null && /^(?:-t|--tag)$/.test(name))
      invocation.shell.reading.images.add(untagged(value.text));
  return undefined;
}

/** A container from a stranger's image that gets a secret by a mount, a file of variables or a variable. */
export function noteSecretsInside(invocation: Invocation, mounts: readonly Mount[]): void {
  const image = invocation.operands[0]?.text ?? '';
  if (isStrangers(image, invocation.shell.reading.images) && getsSecret(invocation, mounts))
    note(invocation, HANDED_OVER, image);
}

function getsSecret(invocation: Invocation, mounts: readonly Mount[]): boolean {
  if (mounts.some(({ source }) => isSecretPath(source) || keepsCredentials(source))) return true;
  if (isSecretPath(valueOfOption(invocation, '--env-file')?.text ?? '')) return true;
  return invocation.options.some(({ name, value }) => {
    if (value === null || !/^(?:-e|--env)$/.test(name)) return false;
    // A name alone takes the value over from the environment.
    return (
      (value.taint & (Taint.secret | Taint.credential)) !== 0 ||
      (!value.text.includes('=') && CREDENTIAL_NAME.test(value.text))
    );
  });
}

function untagged(image: string): string {
  return image.replace(/@sha256:.*$/s, '').replace(/:[\w.\0-]*$/, '');
}

/** An image without a namespace is built here, or one of Docker's own collection. */
function isStrangers(image: string, built: ReadonlySet<string>): boolean {
  const name = untagged(image).toLowerCase();
  if (!isKnown(name) || built.has(untagged(image))) return false;
  const [first = '', second] = name.split('/');
  if (second === undefined) return false;
  const hosted = /[.:]|^localhost$/.test(first);
  if (hosted && (addressClassOf(first) !== 'public' || OWN_REGISTRY.test(first))) return false;
  const hub = /^(?:(?:index|registry\.hub)\.)?docker\.io$/.test(first);
  const places = hub ? [second] : [first, `${first}/${second}`];
  return !places.some((place) => IMAGE_PUBLISHERS.has(place));
}
