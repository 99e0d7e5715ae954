import {
  SAMPLE,
  SECRET_ENDINGS,
  SECRET_NAMES,
  SECRET_PATTERNS,
  SECRET_PLACES,
  UNMISTAKABLE_NAMES,
} from './secret-names.js';
import { isWindowsSecret } from './windows-files.js';

const NAMES: ReadonlySet<string> = new Set([...UNMISTAKABLE_NAMES, ...SECRET_NAMES]);

/** Names that look secret and are made to be shown. */
const PUBLIC_NAME =
  /\.(?:pub|crt|cer)$|^\.env[.-](?:example|sample|template|dist|defaults?|schema|tpl|test|ci)$|^\.env\..*\.(?:example|sample|template)$|^(?:ca|cacert|ca-?bundle|ca-certificates|cert|certificate|chain|fullchain|public|pubkey)[^/]*\.pem$|(?:^|[-_.])(?:public|pub)\.(?:key|pem)$/;

const ENV_FILE =
  /^\.env(?:[.-][\p{L}\p{N}_.-]+)?$|^(?!(?:example|sample|template|test|ci|default|dist)\.)[\w*-]+\.env$/u;

/** What in a secret place is no secret. */
const PUBLIC_IN_FOLDER =
  /\.pub$|\/\.ssh\/(?:config|rc|environment)$|\/(?:known_hosts(?:\.old)?|authorized_keys2?|pubring\.kbx|pubring\.gpg|trustdb\.gpg|gpg\.conf|gpg-agent\.conf)$/;
/** What a browser keeps of its user: sessions that are logged in, and stored passwords. */
const BROWSER_STORE =
  /\/(?:google-chrome[^/]*|chromium|chrome|brave-browser|bravesoftware\/brave-browser|microsoft-edge|opera|vivaldi|user data)(?:\/.*)?\/(?:cookies|login data(?: for account)?|web data|local state)$|\/library\/(?:cookies|safari)\/.*(?:cookies|history)[^/]*$/;
const BROWSER_PROFILE =
  /\/(?:\.config\/(?:google-chrome|chromium|brave-browser|bravesoftware|microsoft-edge|opera|vivaldi)|\.mozilla|\.thunderbird|application support\/(?:google\/chrome|firefox|bravesoftware))(?:\/.*)?$/;
/** Private keys of this machine's own services. */
const HOST_KEY = /\/ssh_host_[a-z0-9]+_key$/;
const KUBE_OR_DOCKER = /(?:\.kube\/config|\.docker\/config\.json)$/;
const PROCESS_MEMORY =
  /^\/proc\/[^/]+\/(?:task\/[^/]+\/)?(?:environ|mem|kcore)$|^\/proc\/kcore$|^\/dev\/(?:mem|kmem|port)$/;

/** Folders that hold secrets beside other things: reading the whole of one reads secrets. */
const HOLDS_SECRETS =
  /(?:^|\/)(?:\.aws|\.kube|\.docker|\.config\/gh|secrets?|credentials|certs|private|keys)$/;

/**
 * Whether the file at a path holds a secret. Judged by the path alone, without regard to case, so that
 * an absent or unreadable file is judged like a present one. Conservative: a public certificate with an
 * unusual name counts as secret.
 */
export function isSecretPath(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  if (PROCESS_MEMORY.test(lower) || HOST_KEY.test(lower) || BROWSER_STORE.test(lower)) return true;
  if (isWindowsSecret(lower)) return true;
  if (isInPlace(lower)) return KUBE_OR_DOCKER.test(lower) || !PUBLIC_IN_FOLDER.test(lower);
  if (PUBLIC_NAME.test(name)) return false;
  return (
    NAMES.has(name) ||
    ENV_FILE.test(name) ||
    SECRET_ENDINGS.some((ending) => name.endsWith(ending) && name.length > ending.length) ||
    (SECRET_PATTERNS.some((pattern) => pattern.test(name)) && !SAMPLE.test(name))
  );
}

/** Whether a path is one of the secret places, or lies in one. */
function isInPlace(lower: string): boolean {
  places ??= new RegExp(
    `(?:^|/)(?:${SECRET_PLACES.map((place) => place.replaceAll('.', '\\.')).join('|')})(?:/|$)`,
  );
  return places.test(lower);
}

let places: RegExp | null = null;

/** Folders that exist to keep credentials, whatever else lies in them. */
const KEEPS_CREDENTIALS = /(?:^|\/)\.(?:aws|kube|docker|config\/gh|gem)$/;

/** Whether a folder is one that keeps somebody's credentials: showing all of it shows them. */
export function keepsCredentials(folder: string): boolean {
  const lower = folder.toLowerCase();
  return KEEPS_CREDENTIALS.test(lower) || BROWSER_PROFILE.test(lower);
}

/** Whether reading everything below a folder would read secrets, as far as its name tells. */
export function holdsSecrets(folder: string): boolean {
  return isSecretPath(folder) || keepsCredentials(folder) || HOLDS_SECRETS.test(folder.toLowerCase());
}

const PRIVATE =
  /^\/(?:root|home\/[^/]+|users\/[^/]+)\/(?:\.[^/]+|library\/(?:mail|messages|safari|cookies|application support)|documents|desktop|pictures|mail)(?:\/|$)/;

/** Whether a file outside of any project is somebody's own: settings, histories, mail, documents. */
export function isPrivatePath(path: string): boolean {
  return PRIVATE.test(path.toLowerCase());
}
