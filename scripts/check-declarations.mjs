// Every export of packages/*/src says its type, so that declarations are made file by file (isolatedDeclarations).
// tsc reports this only once nothing else is wrong; here it is reported in any case.
import { relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './house/workspace.mjs';

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: refuse };
const config = ts.getParsedCommandLineOfConfigFile('tsconfig.src.json', {}, host);
if (config === undefined) throw new Error('tsconfig.src.json cannot be read');
const found = ts.createProgram(config.fileNames, config.options).getDeclarationDiagnostics();

for (const { file, start, code, messageText } of found) {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
  const place = `${file === undefined ? '' : relative(ROOT, file.fileName)}:${String(line)}`;
  process.stdout.write(`${place} TS${String(code)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}\n`);
}
process.exitCode = found.length === 0 ? 0 : 1;

/**
 * @param {ts.Diagnostic} diagnostic
 * @returns {never}
 */
function refuse(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
}
