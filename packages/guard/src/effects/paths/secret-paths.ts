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
];

/** Names that look secret and are made to be shown. */
const PUBLIC_NAME =
  /\.(?:pub|crt|cer)$|^\.env[.-](?:example|sample|template|dist|defaults?|schema|tpl|test|ci)$|^\.env\..*\.(?:example|sample|template)$|^(?:ca|cacert|ca-?bundle|ca-certificates|cert|certificate|chain|fullchain|public|pubkey)[^/]*\.pem$|(?:^|[-_.])(?:public|pub)\.(?:key|pem)$/;

const ENV_FILE = /^\.env(?:[.-][\w.-]+)?$/;
const ACCOUNT_FILE = /^(?:service[-_]?account|client_secret|gcp[-_]?key)[^/]*\.json$/;

/** Folders everything in which is secret, except what `PUBLIC_IN_FOLDER` names. */
const SECRET_FOLDER =
  /(?:^|\/)(?:\.ssh|\.gnupg|\.aws\/(?:credentials|sso|cli)|\.azure|\.config\/gcloud|\.config\/gh\/hosts\.yml|\.kube\/config|\.docker\/config\.json|\.password-store|\.local\/share\/keyrings|library\/keychains|etc\/ssl\/private|etc\/sudoers\.d|run\/secrets|\.config\/op|\.terraform\.d\/credentials\.tfrc\.json)(?:\/|$)/;
const PUBLIC_IN_FOLDER =
  /\.pub$|\/(?:known_hosts(?:\.old)?|config|authorized_keys2?|environment|rc|pubring\.kbx|pubring\.gpg|trustdb\.gpg|gpg\.conf|gpg-agent\.conf)$/;
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
  if (PROCESS_MEMORY.test(lower)) return true;
  if (SECRET_FOLDER.test(lower)) return KUBE_OR_DOCKER.test(lower) || !PUBLIC_IN_FOLDER.test(lower);
  if (PUBLIC_NAME.test(name)) return false;
  return (
    SECRET_NAMES.has(name) ||
    ENV_FILE.test(name) ||
    ACCOUNT_FILE.test(name) ||
    SECRET_ENDINGS.some((ending) => name.endsWith(ending) && name.length > ending.length)
  );
}

/** Whether reading everything below a folder would read secrets, as far as its name tells. */
export function holdsSecrets(folder: string): boolean {
  return isSecretPath(folder) || HOLDS_SECRETS.test(folder.toLowerCase());
}
