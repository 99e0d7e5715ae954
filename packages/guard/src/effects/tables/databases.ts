import { shape } from '../effect-shape.js';
import { isKnown, NOTHING, SOMETHING, type Data, type Field } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { joinWords } from '../programs/carriers.js';
import { has, note, type Invocation } from '../programs/invocation.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';
import { readSql } from '../sql/read-sql.js';

const DESTROY = shape('db.mutate', 'shared', 'irreversible', 'critical');
const CHANGE = shape('db.mutate', 'shared', 'partial', 'normal');
const LOOK = shape('db.read', 'shared', 'pure', 'normal');
const PROMPT = shape('process.spawn', 'workspace', 'hard', 'normal');

/** SQL comes by options, as a script file, or on standard input. */
function client(
  scope: 'shared' | 'workspace',
  statements: (invocation: Invocation) => readonly Field[],
): (invocation: Invocation) => Data {
  return (invocation) => {
    const { shell, io, evidence } = invocation;
    const given = statements(invocation);
    for (const text of given) sqlOrMeta(text, invocation, scope);
    const asked =
      given.length > 0 ||
      invocation.options.some(({ role }) => role === 'sql' || role === 'shell' || role === 'read');
    if (io.piped) readSql(io.stdin.text, shell, evidence, scope);
    else if (!asked && !invocation.options.some(({ name }) => name === '-l' || name === '--list'))
      note(invocation, PROMPT, invocation.name);
    return SOMETHING;
  };
}

/** `\! command` and `.shell command` leave SQL for the shell. */
function sqlOrMeta(text: Field, invocation: Invocation, scope: 'shared' | 'workspace'): void {
  const { shell, io } = invocation;
  const command = /(?:^|[\n;])\s*(?:\\!|\.(?:shell|system)|system|!)\s+([^\n]+)/.exec(text.text)?.[1];
  if (command !== undefined)
    shell.reading.engine.text(
      { text: command, taint: text.taint },
      { ...shell, escaped: true },
      io,
      text.evidence,
    );
  else if (!/^\s*[\\.]/.test(text.text)) readSql(text.text, shell, text.evidence, scope);
}

const values =
  (names: string) =>
  (invocation: Invocation): readonly Field[] =>
    invocation.options.flatMap(({ name, value }) =>
      value !== null && ` ${names} `.includes(` ${name} `) ? [value] : [],
    );

/** Redis and document stores: the command word decides. */
function store(destroys: RegExp, reads: RegExp): (invocation: Invocation) => Data {
  return (invocation) => {
    const text = [...invocation.operands, ...values('--eval -c')(invocation)]
      .map((word) => word.text)
      .join(' ');
    if (text === '' && !invocation.io.piped) note(invocation, PROMPT, invocation.name);
    else if (destroys.test(text) || destroys.test(invocation.io.stdin.text)) note(invocation, DESTROY, text);
    else note(invocation, reads.test(text) ? LOOK : CHANGE, text);
    return SOMETHING;
  };
}

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
      '-h --host -p --port -U --username -d --dbname -v --set --variable -P -F -R -T -o --output -L --log-file':
        'text',
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
  'sqlcmd bcp osql isql tsql usql dbeaver-cli clickhouse-client clickhouse cqlsh presto trino hive beeline impala-shell spark-sql bq rsql snowsql':
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
  'dropdb dropuser mysqladmin-drop': { effect: DESTROY },
  'createdb createuser initdb pg_upgrade mysql_install_db mariadb-install-db': {
    effect: shape('db.mutate', 'shared', 'easy', 'normal'),
  },
  mysqladmin: {
    cases: [
      { operand: /^drop$/, effect: DESTROY },
      { operand: /^(?:shutdown|kill|flush-.*)$/, effect: shape('process.kill', 'host', 'partial', 'normal') },
      { operand: /^(?:status|ping|version|processlist|variables|extended-status)$/, effect: LOOK },
    ],
    effect: CHANGE,
  },
  'pg_dump pg_dumpall mysqldump mariadb-dump mongodump mongoexport pg_basebackup redis-dump': {
    options: {
      '-f --file -o --out --archive -r --result-file': 'write',
      '-h -p -U -u -d --dbname --host --port': 'text',
    },
    effect: LOOK,
  },
  'pg_restore mongorestore mongoimport mysqlimport': {
    cases: [{ has: '-c --clean --drop --delete', effect: DESTROY }],
    effect: CHANGE,
  },
  'mongosh mongo': {
    options: { '--eval': 'text', '-u -p --host --port --username --password': 'text' },
    read: store(
      /\b(?:dropDatabase|drop|deleteMany\s*\(\s*\{\s*\}|remove\s*\(\s*\{\s*\}|dropCollection|dropAllUsers|deleteMany|shutdownServer)\b/,
      /\b(?:find|count|stats|show|getCollectionNames|aggregate|explain|version|listDatabases|distinct)\w*\b/,
    ),
  },
  'redis-cli valkey-cli keydb-cli': {
    options: { '-h -p -a -n -u --user --pass -s -r -i': 'text' },
    read: store(
      /\b(?:flushall|flushdb|shutdown|debug|config\s+set|script\s+flush|swapdb|replicaof|slaveof|module\s+load)\b/i,
      /^(?:get|mget|keys|scan|info|ping|ttl|type|exists|llen|lrange|hget\w*|smembers|scard|zrange|dbsize|monitor|client\s+list|config\s+get|memory|strlen)\b/i,
    ),
  },
  'etcdctl influx couchdb-cli memcached-tool': {
    cases: [
      { operand: /^(?:del|delete|drop)$/, effect: DESTROY },
      { operand: /^(?:get|ls|list|query|status|endpoint|member)$/, effect: LOOK },
    ],
    effect: CHANGE,
  },
  'prisma drizzle-kit knex sequelize sequelize-cli typeorm alembic flyway liquibase dbmate goose atlas sqitch rake-db':
    {
      cases: [
        {
          operand:
            /^(?:reset|drop|clean|db:drop|db:reset|migrate:rollback:all|schema:drop|drop-all|dropAll)$/i,
          effect: shape('db.mutate', 'shared', 'hard', 'normal'),
        },
        {
          has: '--force-reset --accept-data-loss',
          effect: shape('db.mutate', 'shared', 'hard', 'sensitive'),
        },
      ],
      effect: shape('code.exec', 'workspace', 'easy', 'normal'),
    },
  'drop delete insert update alter grant revoke': sqlLine,
};
