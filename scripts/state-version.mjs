// Part of `npm run version-packages`: the manifest that OpenClaw reads states the version of its package.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './house/workspace.mjs';

const folder = join(ROOT, 'packages', 'openclaw-adapter');
const { version } = /** @type {{ version: string }} */ (
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
);
const file = join(folder, 'openclaw.plugin.json');
const text = readFileSync(file, 'utf8');
writeFileSync(file, text.replace(/^( {2}"version": )".*"/m, `$1${JSON.stringify(version)}`));
