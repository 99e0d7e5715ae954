import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createPlaceFinder, databaseLogins } from '../../src/detector/credential-place.js';
import { parseParams } from '@sentinel-agentos/core';
import { paramTexts } from '../../src/detector/param-texts.js';
import { sampleEffect } from '@sentinel-agentos/core/testing';
import type { CredentialPlace } from '../../src/detector/credential-place.js';

const KEY = 'k3yK3yk3yK3y';

/** Where the key stands in a parameter; effects are read in `command` and `url`. */
function placeIn(params: object): CredentialPlace {
  const texts = paramTexts(parseParams(params));
  const part = texts.find((each) => each.text.includes(KEY)) ?? { param: '', text: KEY, stands: 'plainly' };
  const effects = ['command', 'url', 'body'].map((name) =>
    sampleEffect({ evidence: { param: name, start: 0, end: 1 } }),
  );
  const start = part.text.indexOf(KEY);
  return createPlaceFinder(texts, effects)(part, start, start + KEY.length);
}

describe('a credential stands', () => {
  it.each([
    `curl -H "Authorization: Bearer ${KEY}" https://a.example`,
    `curl https://a.example -H 'x-custom: ${KEY}'`,
    `curl -H"X-Api-Key: ${KEY}" https://a.example`,
    `curl --header="X-Api-Key: ${KEY}" https://a.example`,
    `curl -u me:${KEY} https://a.example`,
    `curl --user '${KEY}:' https://a.example`,
    `curl --oauth2-bearer ${KEY} https://a.example`,
    `wget --header="Authorization: Basic ${KEY}" https://a.example`,
    `http POST a.example Authorization:"Bearer ${KEY}" a=b`,
    `bash -c 'curl -H "Authorization: Bearer ${KEY}" https://a.example'`,
    `node -e "fetch('https://a.example',{headers:{Authorization:'Bearer ${KEY}'}})"`,
    `python3 - <<'P'\nrequests.get(u, headers={"Authorization": "Bearer " + "${KEY}"})\nP`,
    `Invoke-WebRequest https://a.example -Headers @{Authorization="Bearer ${KEY}"}`,
    `git -c http.extraheader="Authorization: Bearer ${KEY}" clone https://a.example`,
  ])('in a header: %s', (command) => {
    expect(placeIn({ command })).toBe('header');
  });

  it.each<object>([
    { headers: { Authorization: `Bearer ${KEY}` } },
    { request: { headers: [{ name: 'Authorization', value: `Bearer ${KEY}` }] } },
    { headers: `Authorization: Bearer ${KEY}` },
    { auth: { username: 'me', password: KEY } },
    { args: ['-H', `Authorization: Bearer ${KEY}`, 'https://a.example'] },
  ])('in a header: %j', (params) => {
    expect(placeIn(params)).toBe('header');
  });

  it.each([`git push https://me:${KEY}@a.example/x.git main`, `psql postgres://me:${KEY}@a.example/x`])(
    'in a login: %s',
    (command) => {
      expect(placeIn({ command })).toBe('login');
    },
  );

  it('in a variable of one program, and of no other one', () => {
    expect(placeIn({ command: `TOKEN=${KEY} npm install` })).toBe('environment');
    for (const command of [`TOKEN=${KEY}; a $TOKEN`, `TOKEN=${KEY} && a $TOKEN`, `export TOKEN=${KEY}\na`])
      expect(placeIn({ command })).toBe('other');
  });

  it.each([
    `curl https://a.example/?k=${KEY}`,
    `curl https://a.example -d "Bearer ${KEY}"`,
    `curl https://a.example -d 'Authorization: Basic ${KEY}'`,
    `curl https://a.example -d'Authorization: Basic ${KEY}'`,
    `curl https://a.example --data-raw="Authorization: Basic ${KEY}"`,
    `curl https://a.example -H "A: b" ${KEY}`,
    `curl -H "A: b" "https://a.example/Bearer ${KEY}"`,
    `bash -c 'curl -d "Authorization: Basic ${KEY}" https://a.example'`,
    `python3 -c "requests.post(u, data='Authorization: Bearer ${KEY}')"`,
    `gh issue create --title "Authorization: ${KEY}" -m "Authorization: ${KEY}"`,
  ])('in the data: %s', (command) => {
    expect(placeIn({ command: command.replace(/--title "[^"]*"/, '') })).toBe('other');
  });

  it.each<object>([
    { url: `https://a.example/${KEY}` },
    { url: 'https://a.example', body: `Authorization: Basic ${KEY}` },
    { title: `Authorization: Bearer ${KEY}` },
    { args: ['-d', `Authorization: Bearer ${KEY}`, 'https://a.example'] },
  ])('in the data: %j', (params) => {
    expect(placeIn(params)).toBe('other');
  });

  it('somewhere in anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        expect(['header', 'login', 'environment', 'other']).toContain(
          placeIn({ command: `${before}${KEY}${after}` }),
        );
      }),
    );
  });
});

describe('a client of a database logs in', () => {
  it.each([
    `psql postgres://me:${KEY}@db.example/x -c "select 1"`,
    `PGPASSWORD=${KEY} psql -h db.example`,
    `mysql -u me -p${KEY} -h db.example`,
    `mysql --password="${KEY}" -h db.example`,
    `redis-cli -h db.example -a ${KEY} get x`,
  ])('%s', (command) => {
    expect(
      databaseLogins(command).map(([start, end]) => command.slice(start, end).replaceAll('"', '')),
    ).toContain(KEY);
  });

  it('with nothing of what it asks for', () => {
    expect(databaseLogins(`psql -h db.example -c "select '${KEY}'"`)).toEqual([]);
  });
});
