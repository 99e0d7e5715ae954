import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn } from './samples.js';

const { scan } = createSecretScanner();
const foundIn = (text: string): string[] =>
  scan(text).detections.map(({ start, end }) => text.slice(start, end));

/** Ten characters of three kinds, as generators of passwords draw them. */
const password = `Kd92${drawn(5)}1`;
/** One with a sign of its own. */
const signed = `kD92${drawn(3)}!x1`;

describe('passwords where programs keep them', () => {
  it.each([
    ['a long name of an environment', `MY_APP_DB_PASS=${signed}`],
    ['a long name in camel case', `smtpMailServerAuthPass = "${signed}"`],
    ['a short name', `DB_PW=${signed}`],
    ['a short name in JSON', `{"dbPw": "${signed}"}`],
  ])('[S4-73] are found under %s', (_, text) => {
    expect(foundIn(text)).toEqual([signed]);
  });

  it.each([
    ['Kubernetes', `env:\n  - name: DB_PASSWORD\n    value: ${password}\n`],
    ['Kubernetes, in quotes', `env:\n  - name: DB_PASSWORD\n    value: "${password}"\n`],
    ['Kubernetes, as JSON', JSON.stringify([{ name: 'DB_PASSWORD', value: password }])],
    ['JSON over lines', JSON.stringify([{ name: 'DB_PASSWORD', value: password }], null, 2)],
    ['JSON in a string', JSON.stringify(JSON.stringify({ key: 'db_password', value: password }))],
    ['.NET', `<add key="DbPassword" value="${password}" />`],
    ['Spring', `<property name="password"><value>${password}</value></property>`],
    ['a property list', `<key>Password</key>\n  <string>${password}</string>`],
    ['CloudFormation', `ParameterKey=DbPassword,ParameterValue=${password}`],
    ['ODBC', `Driver={SQL Server};Server=db;Uid=app;Pwd={${password};};`.replace(';};', '};')],
    ['TOML', `password = """${password}"""`],
    ['Python', `password = '''${password}'''`],
    ['YAML in a block', `password: >-\n  ${password}\n`],
    ['YAML in a literal block', `db:\n  password: |\n    ${password}\nnext: 1\n`],
    ['PostgreSQL', `db.internal:5432:main:app:${password}\n`],
    ['PostgreSQL, for any host', `*:*:*:app:${password}\n`],
    ['a Dockerfile', `FROM node\nENV DB_PASSWORD ${password}\n`],
    ['Windows', `setx DB_PASSWORD ${password}`],
    ['fish', `set -gx DB_PASSWORD ${password}`],
  ])('[S4-73] are found as %s writes them', (_, text) => {
    expect(foundIn(text)).toEqual([password]);
  });

  it.each([
    `docker login -u app -p ${password} registry.example`,
    `docker login --username app -p '${password}'`,
    `mysql -h db -u root -p${password} main`,
    `mysqldump -uroot -p"${password}" main > a.sql`,
    `sshpass -p ${password} ssh app@host`,
    `sshpass -p'${password}' ssh app@host`,
    `redis-cli -h cache -a ${password} ping`,
    `curl -ubot:${password} https://example.com`,
    `curl -u bot:${password} https://example.com`,
  ])('are found on command lines: %s', (text) => {
    expect(foundIn(text)).toEqual([password]);
  });

  it.each([
    `密码：${password}`,
    `密码: ${password}，请尽快修改`,
    `登录密码（初始）：${password}。`,
    `口令是 ${password}`,
    `数据库密码为“${password}”`,
    `password：${password}，请尽快修改`,
  ])('are found behind Chinese names and signs: %s', (text) => {
    expect(foundIn(text)).toEqual([password]);
  });

  it('are keys behind the Chinese name of one', () => {
    const key = drawn(32);
    expect(scan(`密钥：${key}`).detections).toMatchObject([{ type: 'generic', start: 3, end: 35 }]);
  });

  it.each([
    'ALLOW_ALL_TESTS_TO_PASS=step2now',
    'const lightingRenderBufferPass = "main2Pass"',
    '"PW": "6201234"',
    '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: db-secret1\n',
    '- name: DB_PASSWORD\n  value: ${DB_PASSWORD}\n',
    '{"key":"password","value":"Kennwort"}',
    '<add key="Password" value="ClearText1" />',
    '<input type="password" value="" name="login1">',
    'Driver={SQL Server};Server=db;Uid=app;Pwd={password};',
    'f"Server={server};Uid={user};Pwd={settings.password}"',
    'password: |\n  $(cat /run/secret1)\n',
    '127.0.0.1:5432:5432',
    'ENV NODE_VERSION 20.1.1',
    'ENV PASSWORD_FILE /run/secrets/db1',
    'mysql -u root -p main',
    'mysql -u root -p$MYSQL_PASSWORD',
    'docker login -u app -p "$PASSWORD1"',
    'docker run -p 8080:80 image1',
    'redis-cli -h host1 -p 6379',
    '密码：请输入8-20位字符',
    '密码: string1',
    '密码加密方式为 SHA256',
    '密码是 SHA256',
    '密码：${password1}',
    '密码：admin123',
    '密钥：id_rsa_backup_file',
  ])('are not: %s', (text) => {
    expect(scan(text).detections).toEqual([]);
  });
});
