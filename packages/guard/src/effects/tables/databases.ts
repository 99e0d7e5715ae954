import { shape } from '../effect-shape.js';
import { isKnown, NOTHING, SOMETHING, Taint, unknownData } from '../shell/data.js';
import { readPath, writePath } from '../shell/file-acts.js';
import { joinWords } from '../programs/carriers.js';
import { client, values } from '../programs/database-clients.js';
import { has, note, valueOfOption } from '../programs/invocation.js';
import { readMongo, readRedis } from '../programs/store-clients.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';
import { readSql } from '../sql/read-sql.js';

const DESTROY = shape('db.mutate', 'shared', 'irreversible', 'critical');
const RIGHTS = shape('db.mutate', 'shared', 'hard', 'sensitive');
const CHANGE = shape('db.mutate', 'shared', 'partial', 'normal');
const SERVER_STOPPED = shape('process.kill', 'host', 'partial', 'normal');
const LOOK = shape('db.read', 'shared', 'pure', 'normal');
const PROMPT = shape('process.spawn', 'workspace', 'hard', 'normal');

const file: ProgramRow = {
  options: {
    '-cmd --cmd -c': 'text',
    '-init': 'run',
    '-separator -nullvalue -newline': 'text',
    '-readonly --readonly': 'flag',
  },
  style: 'long',
  read: (invocation) => {
    const [database, ...statements] = invocation.operands;
    if (database !== undefined) readPath(invocation.shell, database);
    if (has(invocation, '-readonly --readonly')) return SOMETHING;
    return client('workspace', (each) => [...statements, ...values('-cmd --cmd -c')(each)])(invocation);
  },
};

/** SQL typed as a command line, by people who forget the client. */
const sqlLine: ProgramRow = {
  read: (invocation) => {
    const text = joinWords([
      { text: invocation.name, taint: 0, glob: false, evidence: invocation.evidence },
      ...invocation.args,
    ]);
    if (
      isKnown(text.text) &&
      /^\S+\s+(?:table|database|schema|from|into|index|view|user|role|all|\S+\s+set)\b/i.test(text.text)
    )
      readSql(text.text, invocation.shell, invocation.evidence);
    else note(invocation, PROMPT, invocation.name);
    return NOTHING;
  },
};

/** Database clients and tools. */
export const DATABASES: ProgramTable = {
  'psql pgcli cockroach vsql': {
    options: {
      '-c --command': 'text',
      '-f --file': 'read',
      '-o --output -L --log-file': 'write',
      '-h --host -p --port -U --username -d --dbname -v --set --variable -P -F -R -T': 'text',
      '-l --list -A -t -x -q -X -1 -a -e -w -W': 'flag',
    },
    read: client('shared', values('-c --command')),
  },
  'mysql mariadb mycli tidb': {
    options: {
      '-e --execute': 'text',
      '-h --host -P --port -u --user -D --database -S --socket --default-character-set --init-command':
        'text',
      '-p --password': 'flag',
    },
    read: client('shared', values('-e --execute --init-command')),
  },
  'sqlcmd bcp osql isql tsql usql dbeaver-cli clickhouse-client clickhouse cqlsh presto trino hive beeline impala-shell spark-sql rsql snowsql':
    {
      options: {
        '-Q -q -e --execute --query -c --command': 'text',
        '-i -f --file': 'read',
        '-S -U -P -d -u -h --server --database --user --host --port': 'text',
        '-l -?': 'flag',
      },
      read: client('shared', values('-Q -q -e --execute --query -c --command')),
    },
  'sqlite3 sqlite duckdb litecli': file,
  'dropdb dropuser': { options: { '-h -p -U --maintenance-db': 'text' }, effect: DESTROY },
  'createdb createuser initdb pg_upgrade mysql_install_db mariadb-install-db': {
    effect: shape('db.mutate', 'shared', 'easy', 'normal'),
  },
  mysqladmin: {
    cases: [
      { operand: /^drop$/, effect: DESTROY },
      { operand: /^(?:shutdown|kill|flush-.*)$/, effect: SERVER_STOPPED },
      { operand: /^(?:password|revoke|start-slave|stop-slave|reload)$/, effect: RIGHTS },
      { operand: /^(?:status|ping|version|processlist|variables|extended-status)$/, effect: LOOK },
    ],
    effect: CHANGE,
  },
  'pg_dump pg_dumpall mysqldump mariadb-dump mongodump mongoexport pg_basebackup redis-dump dumpdata': {
    options: {
      '-f --file -o --out --archive -r --result-file': 'text',
      '-h -p -P -U -u -d --db --dbname --host --port -c --collection -q -n -t -T --uri': 'text',
    },
    effect: LOOK,
    read: (invocation) => {
      const file = valueOfOption(invocation, '-f --file -o --out --archive -r --result-file');
      const rows = unknownData(Taint.system | Taint.whole);
      if (file === null || file.text === '-') return rows;
      writePath(invocation.shell, file, rows);
      return NOTHING;
    },
  },
  pg_restore: {
    options: { '-d --dbname -h -p -U -n -t -f --file -j': 'text', '-l --list': 'flag' },
    cases: [
      { has: '-l --list', effect: LOOK },
      { has: '-c --clean', effect: DESTROY },
    ],
    effect: CHANGE,
  },
  'mongorestore mongoimport mysqlimport': {
    options: { '-d --db -c --collection -h --host -u -p --uri --file': 'text' },
    cases: [{ has: '--drop --delete', effect: DESTROY }],
    effect: CHANGE,
  },
  pg_ctl: {
    options: { '-D --pgdata -l --log -o -m --mode': 'text' },
    cases: [
      { operand: /^status$/, effect: null },
      { operand: /^(?:stop|kill)$/, effect: SERVER_STOPPED },
    ],
    effect: shape('process.spawn', 'host', 'easy', 'normal'),
  },
  'pg_resetwal pg_resetxlog pg_rewind mysql_secure_installation myisamchk innochecksum': {
    cases: [{ has: '-n --dry-run', effect: null }],
    effect: DESTROY,
  },
  'mongosh mongo': {
    options: { '--eval': 'text', '-u -p --host --port --username --password': 'text' },
    read: readMongo,
  },
  'redis-cli valkey-cli keydb-cli': {
    options: {
      '-h -p -a -n -u -s -r -i -D -d --user --pass --pattern --rdb --functions-rdb --eval --count': 'text',
      '--scan --bigkeys --stat -x --raw --csv --json --no-auth-warning': 'flag',
    },
    style: 'posix',
    read: readRedis,
  },
  influx: {
    options: { '-execute --execute': 'sql', '-database -host -port -username -password -path': 'text' },
    style: 'long',
    cases: [
      { operand: /^(?:delete|drop)$/, effect: DESTROY },
      { operand: /^(?:query|ping|version|list|config|find)$/, effect: LOOK },
    ],
    effect: CHANGE,
  },
  'etcdctl couchdb-cli memcached-tool mc-router': {
    options: { '--endpoints --user --start --stop --bucket -n --name': 'text' },
    cases: [
      { operand: /^(?:del|delete|drop|flush_all|purge)$/, effect: DESTROY },
      { operand: /^(?:get|ls|list|query|status|endpoint|member|version|watch|stats|ping)$/, effect: LOOK },
    ],
    effect: CHANGE,
  },
  'cypher-shell': {
    options: { '-a -u -p -d --format': 'text', '-f --file': 'read' },
    read: client('shared', (invocation) => invocation.operands),
  },
  bq: {
    options: {
      '--project_id --location --format': 'text',
      '-f --force -r --recursive -d --dataset -t': 'flag',
    },
    commands: {
      query: { style: 'posix', read: client('shared', (invocation) => invocation.operands) },
      'rm cancel undelete': { effect: DESTROY },
      'ls show head version info help wait': { effect: LOOK },
      '*': { effect: CHANGE },
    },
  },
  'prisma drizzle-kit knex sequelize sequelize-cli typeorm mikro-orm alembic flyway liquibase dbmate goose atlas sqitch rake-db':
    { effect: shape('code.exec', 'workspace', 'easy', 'normal') },
  'drop delete insert update alter grant revoke': sqlLine,
};
