import { expect, it } from 'vitest';
import * as audit from '../src/index.js';
import * as verify from '../src/verify/index.js';

it('the package exports what it promises and nothing else', () => {
  expect(Object.keys(audit).sort()).toEqual([
    'anchorPath',
    'errorTypeOf',
    'exportTiles',
    'fileAnchorSink',
    'gitAnchorSink',
    'openJournal',
    'prove',
    'readAnchor',
    'readGitAnchor',
    'readRecords',
    'receiveJournal',
    'verifyBlobs',
    'verifyJournal',
    'verifyProof',
  ]);
  expect(Object.keys(verify).sort()).toEqual([
    'anchorPath',
    'readAnchor',
    'verifyBlobs',
    'verifyJournal',
    'verifyProof',
  ]);
});
