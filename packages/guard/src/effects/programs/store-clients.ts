import { shape } from '../effect-shape.js';
import { SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';
import { values } from './database-clients.js';
import { note, valueOfOption, type Invocation } from './invocation.js';

const DESTROY = shape('db.mutate', 'shared', 'irreversible', 'critical');
const RIGHTS = shape('db.mutate', 'shared', 'hard', 'sensitive');
const CHANGE = shape('db.mutate', 'shared', 'partial', 'normal');
const LOOK = shape('db.read', 'shared', 'pure', 'normal');
const RUNS = shape('code.exec', 'host', 'hard', 'critical');
const PROMPT = shape('process.spawn', 'workspace', 'hard', 'normal');
const ROWS = unknownData(Taint.system);

const MONGO_LOSES =
  /\b(?:dropDatabase|drop|dropCollection|dropAllUsers|dropAllRoles|dropIndexes|shutdownServer)\b|\b(?:deleteMany|remove|deleteOne|findOneAndDelete)\s{0,9}\(\s{0,9}(?:\{\s{0,9}\}|\))|\b(?:updateMany|update)\s{0,9}\(\s{0,9}\{\s{0,9}\}|\bshutdown["']?\s{0,9}:\s{0,9}1|\bdropDatabase["']?\s{0,9}:|["']?\$out["']?\s{0,9}:/;
const MONGO_RIGHTS =
  /\b(?:createUser|grantRolesToUser|updateUser|dropUser|changeUserPassword|reconfig|fsyncLock|setParameter)\b/;
const MONGO_CHANGES =
  /\b(?:insert|save|update|replace|create|delete|remove|findAndModify|findOneAnd|bulkWrite|rename|set)\w*\s{0,9}\(/;
const MONGO_LOOKS =
  /\b(?:find|count|stats|show|getCollectionNames|getCollectionInfos|aggregate|explain|version|listDatabases|distinct|hello|ping|serverStatus|currentOp|getIndexes)\w*\b/;

/** `mongosh --eval TEXT`, or with the text on standard input. */
export function readMongo(invocation: Invocation): Data {
  const { io } = invocation;
  const text = [
    ...values('--eval')(invocation).map((value) => value.text),
    io.piped ? io.stdin.text : '',
  ].join('\n');
  if (text.trim() === '') {
    if (!io.piped) note(invocation, PROMPT, invocation.name);
    else note(invocation, CHANGE, invocation.name);
    return SOMETHING;
  }
  if (MONGO_LOSES.test(text)) note(invocation, DESTROY, text);
  else if (MONGO_RIGHTS.test(text)) note(invocation, RIGHTS, text);
  else if (MONGO_CHANGES.test(text)) note(invocation, CHANGE, text);
  else note(invocation, MONGO_LOOKS.test(text) ? LOOK : CHANGE, text);
  return ROWS;
}

const REDIS_LOSES =
  /^(?:flushall|flushdb|shutdown|swapdb|replicaof|slaveof|failover|restore-asking|pfdebug)\b/;
const REDIS_RUNS =
  /^(?:module\s+load(?:ex)?|config\s+set\s+(?:dir|dbfilename|unixsocket|logfile|slave-read-only|enable-\w+)|config\s+rewrite)\b/;
const REDIS_RIGHTS =
  /^(?:debug|script\s+(?:flush|kill)|config\s+(?:set\s+(?:requirepass|protected-mode|bind|masterauth|save|appendonly)|resetstat)|acl\s+(?:setuser|deluser|load|save)|cluster\s+(?:reset|failover|forget)|migrate|client\s+kill|function\s+(?:flush|delete)|bgrewriteaof)\b/;
const REDIS_LOOKS =
  /^(?:get|mget|keys|scan|info|ping|echo|ttl|pttl|type|exists|llen|lrange|lindex|hget\w*|hkeys|hvals|hlen|hscan|smembers|sismember|scard|sscan|z(?:range|card|score|rank|count|scan|revrange)\w*|x(?:len|range|read|info)\w*|dbsize|monitor|client\s+(?:list|info|getname)|config\s+get|memory|strlen|slowlog\s+get|latency|time|lastsave|role|command|object|getrange|bitcount|geo(?:pos|dist|search)\w*|script\s+exists|pubsub|subscribe|psubscribe|acl\s+(?:list|whoami|cat|users|getuser)|cluster\s+(?:info|nodes|slots)|module\s+list)\b/;
/** What a Lua script does to the keys. */
const LUA_LOSES =
  /\b(?:flushall|flushdb|shutdown|config|module|slaveof|replicaof|debug)\b|\bos\.execute\b|\bio\.popen\b|\bloadlib\b|\bpackage\b/i;

/** `redis-cli COMMAND…`, or commands on standard input, one a line. */
export function readRedis(invocation: Invocation): Data {
  const { io, operands, options, shell } = invocation;
  const dump = valueOfOption(invocation, '--rdb --functions-rdb');
  if (dump !== null) {
    note(invocation, LOOK, dump.text);
    if (dump.text === '-') return ROWS;
    writePath(shell, dump, ROWS);
    return SOMETHING;
  }
  const words = operands.map((operand) => operand.text);
  const lines = [words.join(' '), ...(io.piped ? io.stdin.text.split('\n', 64) : [])].filter(
    (line) => line.trim() !== '',
  );
  const lists = options.some(({ name }) => name === '--scan' || name === '--bigkeys' || name === '--stat');
  for (const line of lines) noteRedis(invocation, line.trim().toLowerCase(), line);
  if (lines.length === 0 && !lists) note(invocation, io.piped ? CHANGE : PROMPT, invocation.name);
  // Without a narrower pattern the list of keys is all there are.
  if (lists || words[0]?.toLowerCase() === 'keys') {
    const pattern = lists ? (valueOfOption(invocation, '--pattern')?.text ?? '*') : (words[1] ?? '*');
    return { text: /^\*+$/.test(pattern) ? '*' : `${pattern}\0`, taint: Taint.system };
  }
  return ROWS;
}

/** Commands typed into a connection to a store's own port: `printf 'FLUSHALL' | nc HOST 6379`. */
export function readStorePort(invocation: Invocation, port: string): void {
  const { stdin } = invocation.io;
  const store = port === '6379' ? 'redis' : port === '11211' ? 'memcached' : null;
  if (store === null) return;
  for (const line of stdin.text.split(/\r?\n/, 64)) {
    if (store === 'redis' && line.trim() !== '') noteRedis(invocation, line.trim().toLowerCase(), line);
    if (store === 'memcached' && /^\s*(?:flush_all|shutdown)\b/.test(line)) note(invocation, DESTROY, line);
  }
}

function noteRedis(invocation: Invocation, line: string, written: string): void {
  if (REDIS_RUNS.test(line)) note(invocation, RUNS, written);
  else if (REDIS_LOSES.test(line)) note(invocation, DESTROY, written);
  else if (REDIS_RIGHTS.test(line)) note(invocation, RIGHTS, written);
  else if (/^(?:eval|evalsha|fcall|function\s+load)\b/.test(line))
    note(invocation, LUA_LOSES.test(line) ? DESTROY : CHANGE, written);
  else if (/^(?:del|unlink)\s+(?:.*\s)?\*(?:\s|$)/.test(line)) note(invocation, DESTROY, written);
  else note(invocation, REDIS_LOOKS.test(line) ? LOOK : CHANGE, written);
}
