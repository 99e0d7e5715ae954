/**
 * A program for `node -e`: type-checks a project as it is, and, when that finds errors, once more as it was. It reads
 * `{ compiler, project, before }` on its standard input: the folder of a TypeScript package, a `tsconfig.json`, and
 * the earlier text of changed files, null for one that was not there. It prints `{ after, before }`, lists of
 * problems. It is a text because it has to run beside any build of this package, in a process of its own: the
 * compiler is code of the workspace.
 *
 * Up to version 6 the compiler is called in the process and unchanged files are parsed once. From version 7 on it is
 * a native program with an interface of its own.
 */
export const TYPECHECK_PROGRAM: string = String.raw`
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { compiler, project, before } = JSON.parse(fs.readFileSync(0, 'utf8'));
const manifest = JSON.parse(fs.readFileSync(path.join(compiler, 'package.json'), 'utf8'));

/** The disk as it was: a map of texts, null for what was not there. */
function createOverlay(files) {
  const texts = new Map(Object.entries(files).map(([file, text]) => [path.normalize(file), text]));
  const folders = new Set();
  for (const [file, text] of texts)
    if (text !== null) for (let at = path.dirname(file); !folders.has(at); at = path.dirname(at)) folders.add(at);
  const of = (file) => texts.get(path.normalize(file));
  const list = (folder) => {
    const found = { files: [], directories: [] };
    let entries = [];
    try { entries = fs.readdirSync(folder, { withFileTypes: true }); } catch {}
    for (const entry of entries) {
      const at = path.join(folder, entry.name);
      if (texts.has(at)) continue;
      let stat = entry;
      if (entry.isSymbolicLink()) try { stat = fs.statSync(at); } catch { continue; }
      if (stat.isFile()) found.files.push(entry.name);
      else if (stat.isDirectory()) found.directories.push(entry.name);
    }
    for (const [file, text] of texts) {
      if (text === null) continue;
      const below = path.relative(folder, file).split(path.sep);
      if (below[0] === '..' || path.isAbsolute(below[0])) continue;
      const into = below.length === 1 ? found.files : found.directories;
      if (!into.includes(below[0])) into.push(below[0]);
    }
    found.files.sort();
    found.directories.sort();
    return found;
  };
  return { of, list, hasFolder: (folder) => folders.has(path.normalize(folder)), size: texts.size };
}

function checkClassic(ts) {
  const parsed = new Map();
  const settings = /(?:^|[\\/])(?:package|[jt]sconfig[^\\/]*)\.json$/;
  const reuse = !Object.keys(before).some((file) => settings.test(file));

  const readProject = (file, overlay) => {
    const read = (name) => { const text = overlay.of(name); return text === undefined ? ts.sys.readFile(name) : text ?? undefined; };
    const exists = (name) => { const text = overlay.of(name); return text === undefined ? ts.sys.fileExists(name) : text !== null; };
    const readDirectory = (root, extensions, excludes, includes, depth) =>
      overlay.size === 0 || typeof ts.matchFiles !== 'function'
        ? ts.sys.readDirectory(root, extensions, excludes, includes, depth)
        : ts.matchFiles(root, extensions, excludes, includes, ts.sys.useCaseSensitiveFileNames, path.dirname(project), depth, overlay.list, (name) => name);
    const host = { ...ts.sys, readFile: read, fileExists: exists, readDirectory, onUnRecoverableConfigFileDiagnostic: (found) => { throw new Error(flatten(found.messageText)); } };
    const config = ts.getParsedCommandLineOfConfigFile(file, { noEmit: true }, host);
    return { config, read, exists };
  };

  const check = (file, overlay, only) => {
    const { config, read, exists } = readProject(file, overlay);
    if (config.fileNames.length === 0 && config.projectReferences?.length > 0) return { references: config.projectReferences.map((each) => ts.resolveProjectReferencePath(each)) };
    const base = ts.createCompilerHost(config.options, true);
    const host = {
      ...base,
      readFile: read,
      fileExists: exists,
      directoryExists: (name) => overlay.hasFolder(name) || ts.sys.directoryExists(name),
      getSourceFile: (name, language, onError, fresh) => {
        const kept = reuse && overlay.of(name) === undefined ? parsed.get(name) : undefined;
        if (kept !== undefined) return kept;
        const text = read(name);
        if (text === undefined) return undefined;
        const source = ts.createSourceFile(name, text, language, true);
        if (overlay.of(name) === undefined) parsed.set(name, source);
        return source;
      },
    };
    const program = ts.createProgram({ rootNames: config.fileNames, options: config.options, projectReferences: config.projectReferences, configFileParsingDiagnostics: config.errors, host });
    const found = [...program.getConfigFileParsingDiagnostics(), ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
    for (const source of program.getSourceFiles()) {
      if (only !== undefined && !only.has(path.normalize(source.fileName))) continue;
      found.push(...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source));
      if (config.options.declaration && !source.isDeclarationFile) found.push(...program.getDeclarationDiagnostics(source));
    }
    return { problems: found.filter((each) => each.category === 1).map(toProblem) };
  };

  const flatten = (text) => ts.flattenDiagnosticMessageText(text, ' ');
  const toProblem = ({ file, start, code, messageText }) => ({
    file: file === undefined ? '' : path.normalize(file.fileName),
    rule: 'TS' + code,
    message: flatten(messageText),
    line: file === undefined || start === undefined ? null : ts.getLineAndCharacterOfPosition(file, start).line + 1,
  });
  return check;
}

async function checkNative(entry) {
  const { API } = await import(pathToFileURL(path.join(compiler, entry)).href);
  const flatten = ({ text, messageChain }) => [text, ...(messageChain ?? []).map(flatten)].join(' ');
  return (file, overlay, only) => {
    const fileSystem = {
      readFile: (name) => overlay.of(name),
      fileExists: (name) => { const text = overlay.of(name); return text === undefined ? undefined : text !== null; },
      directoryExists: (name) => (overlay.hasFolder(name) ? true : undefined),
      getAccessibleEntries: (name) => overlay.list(name),
    };
    const api = new API({ cwd: path.dirname(file), ...(overlay.size === 0 ? {} : { fs: fileSystem }) });
    try {
      const found = [];
      for (const { program, rootFiles, configFileName } of api.updateSnapshot({ openProjects: [file] }).getProjects()) {
        if (rootFiles.length === 0) {
          const { references } = readReferences(configFileName, overlay);
          if (references.length > 0) return { references };
        }
        for (const name of ['getConfigFileParsingDiagnostics', 'getProgramDiagnostics', 'getGlobalDiagnostics', 'getSyntacticDiagnostics', 'getSemanticDiagnostics'])
          found.push(...program[name]());
        if (program.getCompilerOptions().declaration) found.push(...program.getDeclarationDiagnostics());
      }
      return { problems: found.filter((each) => each.category === 1).map((each) => toProblem(each, overlay)) };
    } finally {
      api.close();
    }
  };

  function readReferences(file, overlay) {
    try {
      const text = overlay.of(file) ?? fs.readFileSync(file, 'utf8');
      const { references = [] } = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[^]*?\*\//g, '').replace(/,(\s*[\]}])/g, '$1'));
      return { references: references.map((each) => { const at = path.resolve(path.dirname(file), each.path); return at.endsWith('.json') ? at : path.join(at, 'tsconfig.json'); }) };
    } catch {
      return { references: [] };
    }
  }

  function toProblem({ fileName, pos, code, ...rest }, overlay) {
    let line = null;
    if (fileName) try { line = (overlay.of(fileName) ?? fs.readFileSync(fileName, 'utf8')).slice(0, pos).split('\n').length; } catch {}
    return { file: fileName ? path.normalize(fileName) : '', rule: 'TS' + code, message: flatten(rest), line };
  }
}

/** The problems of a project, or of those that it consists of. */
function checkAll(check, overlay, only) {
  const waiting = [project];
  const seen = new Set(waiting);
  const problems = [];
  for (const file of waiting) {
    const { references, problems: found = [] } = check(file, overlay, only);
    problems.push(...found);
    for (const each of references ?? []) if (!seen.has(each)) { seen.add(each); waiting.push(each); }
  }
  // A file that is in several projects is looked at in each.
  const unique = new Map(problems.map((each) => [JSON.stringify(each), each]));
  return [...unique.values()];
}

async function main() {
  const native = manifest.exports?.['./unstable/sync'];
  let check;
  if (typeof native === 'string') check = await checkNative(native);
  else {
    const ts = require(path.join(compiler, manifest.main ?? 'lib/typescript.js'));
    if (typeof ts.createProgram !== 'function') throw new Error('TypeScript ' + manifest.version + ' has no interface that is known here');
    check = checkClassic(ts);
  }
  const after = checkAll(check, createOverlay({}));
  const files = new Set(after.map(({ file }) => file));
  const earlier = after.length === 0 ? [] : checkAll(check, createOverlay(before), files);
  process.stdout.write(JSON.stringify({ after, before: earlier }));
}

main().catch((error) => {
  process.stderr.write(String(error?.message ?? error));
  process.exitCode = 3;
});
`;
