/**
 * Words that name a secret, ask for one, or say that there is none. A value is a placeholder only when all of
 * its words are among them.
 */
export const FILLER_WORDS: ReadonlySet<string> = new Set(
  `a access account add admin an any api app application auth authentication authorization aws azure base basic bearer
  bot changeme change client code confirm confirmation correct cred credential current custom data db database default
  demo dev dummy empty enter env environment error example expired fake false field fill foo bar baz for forgot form from
  generate generated get github gitlab google hash header here hidden http https id in incorrect input insert invalid is
  it jwt key label license local login master me mock model my name new no none not npm null number oauth of off old on
  openai opaque optional or our own param parameter pass passphrase passwd password paste placeholder plain private prod
  production project property provided proxy public put pw pwd random read real redacted refresh registry remote replace
  request required reset root sa sample secret secure server service session set shared show signing slack some something
  ssh staging stripe string super supersecret temp test testing text that the this to todo token true type undefined
  unset update uri url use user username valid value var variable verify via web webhook with wrong x xx xxx xxxx y you
  your yes hello world abc redirect cookie csrf cache store bool boolean object int integer any char bytes buffer
  sensitive masked omitted removed encrypted credentials hint prompt required missing needed expected actual
  authorize authenticate verifier params res req options config settings context props state self
  none prompt file path keychain keyring sso saml ldap pat npmrc telegram twilio discord postgres mysql redis
  mongodb mongo maven docker dockerhub kubernetes kube`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
