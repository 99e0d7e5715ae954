import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { API, serve } from './served-workspace.js';

const run = promisify(execFile);

/** The documented programs, with nothing changed but port and token. */
const PYTHON = `
import requests
BASE = "http://localhost:3300"
HEADERS = {"Authorization": "Bearer ***"}
# Pre-exec
resp = requests.post(f"{BASE}/pipeline/pre", json={
    "toolName": "exec", "parameters": {"command": "npm test"}
}, headers=HEADERS)
data = resp.json()
print(f"Risk: {data['preExec']['riskScore']['score']} → {data['preExec']['riskScore']['action']}")
# Post-exec (pass snapshot from pre)
snapshot = data["snapshot"]
resp2 = requests.post(f"{BASE}/pipeline/post", json={
    "toolName": "exec",
    "toolParameters": {"command": "npm test"},
    "toolResult": "all passed",
    "snapshot": snapshot,
    "startTime": 1718123456000, "endTime": 1718123457000,
    "retryCount": 0, "wasSelfCorrected": False,
    "hadTimeout": False, "userAccepted": True,
    "userProvidedEdit": False, "resultWasUsed": True
}, headers=HEADERS)
print(f"Verify: {resp2.json()['postExec']['verifyPassed']}")
# Report
print(requests.get(f"{BASE}/pipeline/report", headers=HEADERS).text)
`;

const CURL = [
  `curl -s -H "Authorization: Bearer $TOKEN" \\
-X POST http://localhost:3300/pipeline/pre \\
-H 'Content-Type: application/json' \\
-d '{"toolName":"exec","parameters":{"command":"npm test"}}'`,
  `curl -s -H "Authorization: Bearer $TOKEN" \\
-X POST http://localhost:3300/pipeline/post \\
-H 'Content-Type: application/json' \\
-d '{"toolName":"exec","toolParameters":{"command":"npm test"},"toolResult":"all passed","snapshot":{...},"startTime":1718123456000,"endTime":1718123457000,"retryCount":0,"wasSelfCorrected":false,"hadTimeout":false,"userAccepted":true,"userProvidedEdit":false,"resultWasUsed":true}'`,
  `curl -s -H "Authorization: Bearer $TOKEN" http://localhost:3300/pipeline/report`,
  `curl -s -H "Authorization: Bearer $TOKEN" "http://localhost:3300/audit?limit=10&toolName=exec"`,
  `curl -s -H "Authorization: Bearer $TOKEN" \\
-X POST http://localhost:3300/feedback \\
-H 'Content-Type: application/json' \\
-d '{"signal":"user_immediate_continue","sessionId":"session_1"}'`,
] as const;

function has(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const hasRequests = has('python3', '-c', 'import requests');
const hasCurl = has('curl', '--version');

it.skipIf(!hasRequests)(
  '[S2-220] the Python client runs unchanged (needs python3 with requests)',
  async () => {
    const { port } = await serve();
    const program = PYTHON.replace('3300', String(port)).replace('***', API);
    const { stdout } = await run('python3', ['-c', program], {
      env: { PATH: process.env['PATH'] ?? '', PYTHONIOENCODING: 'utf-8', NO_PROXY: '*' },
    });
    const [risk, verify, report = ''] = stdout.split('\n');
    expect([risk, verify]).toEqual(['Risk: 0.19 → auto', 'Verify: True']);
    expect(JSON.parse(report)).toEqual({ report: expect.stringContaining('Status Report ===') as string });
  },
);

it.skipIf(!hasCurl)('[S2-221] the five curl examples run unchanged (needs curl)', async () => {
  const { port } = await serve();
  const env = { PATH: process.env['PATH'] ?? '', TOKEN: API, no_proxy: '*' };
  const curl = async (example: string): Promise<unknown> => {
    const { stdout } = await run('sh', ['-c', example.replace('3300', String(port))], { env });
    return JSON.parse(stdout) as unknown;
  };
  const begun = (await curl(CURL[0])) as { readonly snapshot: object };
  expect(begun).toMatchObject({
    preExec: { schemaCheck: { pass: true }, riskScore: { score: 0.19, action: 'auto' } },
  });
  const ended = await curl(CURL[1].replace('{...}', JSON.stringify(begun.snapshot)));
  expect(ended).toMatchObject({ postExec: { verifyPassed: true } });
  expect(await curl(CURL[2])).toEqual({ report: expect.any(String) as string });
  expect(await curl(CURL[3])).toMatchObject([{ toolName: 'exec', status: 'PASS' }]);
  expect(await curl(CURL[4])).toEqual({ ok: true });
});
