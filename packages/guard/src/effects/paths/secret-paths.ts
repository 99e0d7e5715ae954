import { isWindowsSecret } from './windows-files.js';

/** Files whose content is a secret, by the last part of the path, in lower case. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  '.env',
  '.envrc',
  '.netrc',
  '_netrc',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  '.pgpass',
  '.my.cnf',
  '.mylogin.cnf',
  '.htpasswd',
  '.dockercfg',
  '.vault-token',
  '.boto',
  '.s3cfg',
  '.fetchmailrc',
  '.msmtprc',
  '.rclone.conf',
  'credentials',
  'credentials.json',
  'credentials.toml',
  'credentials.tfrc.json',
  'secrets.yml',
  'secrets.yaml',
  'secrets.json',
  'secrets.toml',
  'secrets.env',
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ed25519',
  'id_ecdsa_sk',
  'id_ed25519_sk',
  'identity',
  'shadow',
  'shadow-',
  'gshadow',
  'gshadow-',
  'master.passwd',
  'wallet.dat',
  'login.keychain-db',
  'application_default_credentials.json',
  'logins.json',
  'key4.db',
  'kubeconfig',
  'rclone.conf',
  'master.key',
  'cookies.sqlite',
  'key3.db',
  'signons.sqlite',
  '.terraformrc',
  '.dockerconfigjson',
  '.pgpass.conf',
  'msal_token_cache.json',
  'accesstokens.json',
  'anaconda-ks.cfg',
]);

const SECRET_ENDINGS: readonly string[] = [
  '.key',
  '.pem',
  '.p12',
  '.pfx',
  '.jks',
  '.keystore',
  '.kdbx',
  '.ppk',
  '.keytab',
  '.asc.key',
  '.agekey',
  '.keychain-db',
  '.ovpn',
  '.tblk',
];

/** Names that look secret and are made to be shown. */
const PUBLIC_NAME =
  /\.(?:pub|crt|cer)$|^\.env[.-](?:example|sample|template|dist|defaults?|schema|tpl|test|ci)$|^\.env\..*\.(?:example|sample|template)$|^(?:ca|cacert|ca-?bundle|ca-certificates|cert|certificate|chain|fullchain|public|pubkey)[^/]*\.pem$|(?:^|[-_.])(?:public|pub)\.(?:key|pem)$/;

const ENV_FILE =
  /^\.env(?:[.-][\p{L}\p{N}_.-]+)?$|^(?!(?:example|sample|template|test|ci|default|dist)\.)[\w*-]+\.env$/u;
const ACCOUNT_FILE = /^(?:service[-_]?account|client_secret|gcp[-_]?key)[^/]*\.json$/;

/** Folders everything in which is secret, except what `PUBLIC_IN_FOLDER` names. */
const SECRET_FOLDER =
  /(?:^|\/)(?:\.ssh|\.gnupg|\.aws\/(?:credentials|sso|cli)|\.azure|\.config\/gcloud|\.config\/gh\/hosts\.yml|\.kube\/config|\.docker\/config\.json|\.password-store|\.local\/share\/keyrings|library\/keychains|etc\/ssl\/private|etc\/sudoers\.d|run\/secrets|\.config\/op|\.terraform\.d\/credentials\.tfrc\.json|\.m2\/settings(?:-security)?\.xml|\.gem\/credentials|\.config\/hub|\.config\/doctl|\.fly\/config\.yml|\.config\/heroku|\.bundle\/config|\.electrum|\.bitcoin|\.ethereum\/keystore|\.config\/solana|\.config\/sops|\.local\/share\/kwalletd|\.config\/rclone|\.config\/1password|\.1password|\.config\/bitwarden(?: cli)?|serviceaccount\/token)(?:\/|$)/;
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
  if (SECRET_FOLDER.test(lower)) return KUBE_OR_DOCKER.test(lower) || !PUBLIC_IN_FOLDER.test(lower);
  if (PUBLIC_NAME.test(name)) return false;
  return (
    SECRET_NAMES.has(name) ||
    ENV_FILE.test(name) ||
    ACCOUNT_FILE.test(name) ||
    SECRET_ENDINGS.some((ending) => name.endsWith(ending) && name.length > ending.length)
  );
}

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
