/**
 * Files that nobody else has under that name: a pattern that matches one (`.e?v`, `id_*`) is written for it.
 * In lower case, as everything here.
 */
export const UNMISTAKABLE_NAMES: readonly string[] = [
  '.env',
  '.env.local',
  '.env.production',
  '.netrc',
  '.pgpass',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  '.vault-token',
  'id_rsa',
  'id_ed25519',
  'id_ecdsa',
];

/** Other files whose content is a secret, by the last part of the path. */
export const SECRET_NAMES: readonly string[] = [
  '.envrc',
  '_netrc',
  '.my.cnf',
  '.mylogin.cnf',
  '.htpasswd',
  '.dockercfg',
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
  'id_dsa',
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
  // Logins of an agent's host for its models.
  'auth-profiles.json',
  'openclaw-agent.sqlite',
  // Settings of web applications that hold the password of the database.
  'wp-config.php',
  'localsettings.php',
  'local_settings.py',
];

/** Endings of the names of keys and of stores of keys. */
export const SECRET_ENDINGS: readonly string[] = [
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

/** Names of secrets that vary. A sample of one (`SAMPLE`) is none. Each is anchored at an end and linear. */
export const SECRET_PATTERNS: readonly RegExp[] = [
  /^(?:service[-_]?account|client_secret|gcp[-_]?key)[^/]*\.json$/,
  /(?:^|[-_.])firebase[-_]adminsdk[^/]{0,100}\.json$/,
  // Values for Terraform, and its state, which keeps every secret in plain text.
  /\.(?:tfvars|tfstate)(?:\.\d{1,20})?(?:\.(?:json|backup|bak))?$/,
  /(?:^|[._])kubeconfig(?:[_-][\w-]{1,64})?(?:\.(?:ya?ml|json|conf|config|bak))?$/,
  /^appsettings\.(?:prod(?:uction)?|stag(?:e|ing)|live|local|secrets?)\.json$/,
  /^\.?(?:ansible[-_]?)?vault[-_]?pass(?:word|wd|phrase)?(?:\.txt)?$/,
  /^(?:(?:my|db|database|root|admin|server|prod)[-_. ]?)?(?:passwords?|passphrases?|api[-_]?keys?|private[-_]?keys?|secrets?)\.(?:txt|csv|xlsx?|docx?|rtf)$/,
  // A password, a key, a mnemonic; a page that tells how to change one's password is none.
  /^(?!忘记|重置|修改|找回|更改|更新|设置|如何|关于)[^/.]{0,20}(?:密码|密钥|口令|私钥|助记词|凭据)(?:本|库|表|备份|列表|清单|文件)?(?:\.(?:txt|csv|xlsx?|docx?|json|ya?ml|ini|conf|env|md))?$/,
  // What was typed, passwords and tokens among it.
  /^\.(?:bash|z|zsh|sh|ksh|t?csh|i?python|node_repl|mysql|mariadb|psql|sqlite|rediscli|irb|pry|php|duckdb|clickhouse-client)[-_]?history$|^(?:\.history|\.zhistory|\.dbshell|fish_history)$/,
];

/** A name that is made to be shown, among those of `SECRET_PATTERNS`. */
export const SAMPLE: RegExp = /(?:^|[._-])(?:examples?|samples?|templates?|tpl|dist|dummy)(?:[._-]|$)/;

/**
 * Files, and folders everything in which is secret, by the last parts of their path. A pattern may stand for any of
 * their names.
 */
export const SECRET_PLACES: readonly string[] = [
  '.ssh',
  '.gnupg',
  '.aws/credentials',
  '.aws/sso',
  '.aws/cli',
  '.azure',
  '.config/gcloud',
  '.config/gh/hosts.yml',
  '.kube/config',
  '.docker/config.json',
  '.password-store',
  '.local/share/keyrings',
  'library/keychains',
  'etc/ssl/private',
  'etc/sudoers.d',
  'run/secrets',
  '.config/op',
  '.terraform.d/credentials.tfrc.json',
  '.m2/settings.xml',
  '.m2/settings-security.xml',
  '.gem/credentials',
  '.config/hub',
  '.config/doctl',
  '.fly/config.yml',
  '.config/heroku',
  '.bundle/config',
  '.electrum',
  '.bitcoin',
  '.ethereum/keystore',
  '.config/solana',
  '.config/sops',
  '.local/share/kwalletd',
  '.config/rclone',
  '.config/1password',
  '.1password',
  '.config/bitwarden',
  '.config/bitwarden cli',
  // What the host of an agent keeps: tokens, logins of channels and models, its own identity.
  '.openclaw/openclaw.json',
  '.openclaw/gateway.token',
  '.openclaw/secrets.json',
  '.openclaw/secrets',
  '.openclaw/credentials',
  '.openclaw/identity',
  '.openclaw/state/openclaw.sqlite',
  '.openclaw/openclaw.sqlite',
  'serviceaccount/token',
  // Clusters: whoever has one of these is their administrator.
  'etc/kubernetes/admin.conf',
  'etc/kubernetes/super-admin.conf',
  'etc/kubernetes/controller-manager.conf',
  'etc/kubernetes/scheduler.conf',
  'etc/kubernetes/kubelet.conf',
  'etc/rancher/k3s/k3s.yaml',
  'etc/rancher/rke2/rke2.yaml',
];
