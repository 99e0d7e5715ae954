import { shape } from '../effect-shape.js';
import type { ProgramTable } from '../programs/program-row.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const INSTALL = shape('pkg.install', 'workspace', 'easy', 'normal');
const PUBLISH = shape('pkg.publish', 'shared', 'hard', 'sensitive');

/** Tools of smaller package registries: they build and install for the project, and publish for everybody. */
export const PUBLISHERS: ProgramTable = {
  'semantic-release release-it np': {
    options: { '-d --dry-run --no-npm.publish': 'flag' },
    cases: [{ has: '-d --dry-run', effect: null }],
    effect: PUBLISH,
  },
  'changeset changesets': {
    cases: [{ operand: /^publish$/, effect: PUBLISH }],
    effect: CODE,
    everyday: 'version add init status tag pre',
  },
  jsr: {
    cases: [{ operand: /^publish$/, effect: PUBLISH }],
    effect: INSTALL,
    everyday: 'add remove install i run info help',
  },
  'dart flutter fvm': {
    cases: [
      { operand: /^publish$/, has: '-n --dry-run', effect: null },
      { operand: /^publish$/, effect: PUBLISH },
    ],
    effect: CODE,
    everyday:
      'run test build analyze format fix create pub get doctor clean devices emulators compile doc info gen-l10n install config channel upgrade downgrade attach drive logs screenshot precache list use global spawn flavor remove releases api exec symbolize assemble flutter dart help',
  },
  'mix rebar3': { cases: [{ operand: /^hex\.publish$|^publish$/, effect: PUBLISH }], effect: CODE },
  luarocks: {
    cases: [{ operand: /^upload$/, effect: PUBLISH }],
    effect: INSTALL,
    everyday:
      'install make build remove list search show doc download init lint pack path test unpack which write_rockspec new_version purge config help',
  },
  'wasm-pack': {
    cases: [{ operand: /^publish$/, effect: PUBLISH }],
    effect: CODE,
    everyday: 'build test pack new login',
  },
  nuget: {
    cases: [{ operand: /^push$/, effect: PUBLISH }],
    effect: INSTALL,
    everyday: 'restore install pack sources list search locals update spec config help',
  },
};
