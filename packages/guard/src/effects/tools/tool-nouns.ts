/** What a noun in a tool's name stands for. */
export type NounClass =
  /** Money itself, or what moves it. */
  | 'money'
  /** A transaction: money where it is signed or sent, something else in a database. */
  | 'transaction'
  /** Something bought. */
  | 'purchase'
  /** Something that holds all there is of something. */
  | 'store'
  /** A part of a running system. */
  | 'part'
  /** Records in a store. */
  | 'data'
  /** A description of a running system. */
  | 'manifest'
  | 'branch'
  /** Who may do what. */
  | 'access'
  | 'secret'
  | 'package'
  /** What an agent keeps for itself. */
  | 'own'
  /** Small things that are made and dropped all day. */
  | 'light'
  /** Anything else that is known to be a thing. */
  | 'thing'
  /** The name of a service, which stands before what is done there. */
  | 'service';

const NOUNS: Readonly<Record<NounClass, string>> = {
  money:
    'payment payments money fund funds payout payouts wallet wallets bank crypto cryptocurrency eth btc bitcoin ether usdc usdt coin coins salary payroll donation donations nft',
  transaction: 'transaction transactions tx userop',
  purchase:
    'order orders booking bookings reservation reservations flight flights hotel hotels purchase purchases rental trip ride subscription subscriptions',
  store:
    'repository repositories repo repos project projects instance instances cluster clusters database databases db bucket buckets volume volumes disk disks drive server servers vm vms namespace namespaces stack stacks account accounts organization organisation org workspace tenant table tables collection collections schema keyspace warehouse vault droplet droplets environment environments backup backups tablespace partition filesystem',
  part: 'service services deployment deployments function functions lambda node nodes pod pods zone zones domain domains dns site sites application app apps registry network networks vpc subnet resource resources group groups queue queues topic topics certificate certificates webhook webhooks workflow workflows pipeline pipelines stream streams snapshot snapshots index indexes indices user users customer customers employee employees container containers machine machines host hosts gateway',
  data: 'document documents record records row rows entry entries object objects many key keys mongo mongodb redis valkey postgres postgresql mysql sqlite dynamodb firestore cassandra neo4j elasticsearch prisma supabase neon',
  manifest:
    'manifest manifests terraform helm chart charts migration migrations k8s kubernetes kubectl infrastructure production prod',
  branch: 'branch branches ref refs',
  access:
    'permission permissions role roles policy policies acl acls access collaborator collaborators admin admins administrator owner ownership visibility iam privilege privileges scope scopes',
  secret: 'secret secrets password passwords passwd credential credentials passphrase',
  package: 'package packages extension extensions npm pypi crate gem artifact artifacts module',
  own: 'todo todos memory memories scratchpad plan console selection tab tabs clipboard screen breakpoint breakpoints highlight highlights typing',
  light:
    'label labels tag tags reaction reactions star bookmark bookmarks draft drafts reminder reminders cache caches filter filters notification notifications formatting input',
  thing:
    'file files folder folders directory directories path code text page pages web site url link issue issues ticket tickets task tasks pull request requests pr prs comment comments commit commits message messages email emails mail thread threads channel channels calendar event events contact contacts note notes doc docs document sheet sheets spreadsheet cell cells slide slides image images video audio data log logs metric metrics trace traces alert alerts dashboard dashboards query session sessions agent agents tool tools model models status history version versions time date weather news stock location place map maps product products item items board boards card cards list lists symbol symbols definition references reference diagnostics knowledge graph wiki library api user users team teams run runs job jobs build builds test tests release releases tags block blocks browser tab window terminal process processes system server info config configuration settings setting',
  service:
    'github gitlab bitbucket gitea git slack discord telegram whatsapp teams notion jira confluence linear asana trello clickup monday airtable google gmail gdrive gcal outlook microsoft onedrive sharepoint dropbox box zoom stripe paypal square plaid shopify salesforce hubspot zendesk intercom twilio sendgrid mailchimp aws s3 ec2 gcp azure cloudflare vercel netlify heroku digitalocean docker kube grafana prometheus datadog sentry pagerduty newrelic snowflake bigquery databricks figma canva youtube spotify twitter x reddit linkedin facebook instagram wikipedia arxiv brave tavily exa perplexity firecrawl openai anthropic huggingface mcp api posthog amplitude mixpanel obsidian todoist evernote context7 deepwiki fs filesystem oc openclaw',
};

const TABLE: ReadonlyMap<string, ReadonlySet<NounClass>> = tableOf();

function tableOf(): ReadonlyMap<string, ReadonlySet<NounClass>> {
  const table = new Map<string, Set<NounClass>>();
  for (const [kind, words] of Object.entries(NOUNS) as [NounClass, string][]) {
    for (const word of words.split(' ')) {
      const known = table.get(word);
      if (known === undefined) table.set(word, new Set([kind]));
      else known.add(kind);
    }
  }
  return table;
}

/** Which things a list of words names. `api key` and its like are secrets. */
export function nounsIn(words: readonly string[]): ReadonlySet<NounClass> {
  const found = new Set(words.flatMap((word) => [...(TABLE.get(word) ?? [])]));
  const keyed = words.some(
    (word, index) =>
      /^keys?$/.test(word) &&
      /^(?:api|private|access|ssh|signing|encryption|deploy)$/.test(words[index - 1] ?? ''),
  );
  if (keyed) found.add('secret');
  return found;
}

export function isNoun(word: string): boolean {
  return TABLE.has(word);
}
