import { shape } from '../effect-shape.js';
import { readCmake } from '../programs/cmake-tool.js';
import { readMakefile } from '../programs/makefile.js';
import { readWrittenCode } from '../programs/written-code.js';
import { readPatch } from '../programs/patch-program.js';
import { servesFolder } from '../programs/served-folder.js';
import type { ProgramTable } from '../programs/program-row.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const LONG = shape('process.spawn', 'process', 'easy', 'normal');

/** Tools of a project that build, test, check or serve it: they run its own code. */
export const BUILD_TOOLS: ProgramTable = {
  'make gmake bmake': {
    options: {
      '-C --directory': 'folder',
      '-f --file --makefile -j --jobs -I -l -o -W --eval': 'text',
    },
    effect: CODE,
    read: readMakefile,
  },
  cmake: {
    options: { '-E': 'flag', '-S -B -G -D -T -A --build --install --preset -j --target': 'text' },
    style: 'posix',
    effect: CODE,
    read: readCmake,
  },
  'ninja meson scons tup just task rake mage invoke inv fab tox nox waf autoconf automake configure autoreconf libtool ctest cpack xmake premake premake5 qmake b2 redo mk':
    {
      options: {
        '-C --directory --dir': 'folder',
        '-f --file -j --jobs -B -S -G -D': 'text',
        '--eval': 'text',
      },
      effect: CODE,
      read: readWrittenCode,
    },
  'tcc gcc g++ cc c++ clang clang++ cpp ld as ar-tool nasm yasm rustc-bin javac kotlinc scalac swiftc swift ghc cabal stack zig nim crystal dmd ocaml opam dune elixirc erlc tsc tsup esbuild swc rollup webpack webpack-cli vite parcel turbo nx tsdown rspack rolldown microbundle ncc pkg unbuild bili snowpack wmr gulp grunt brunch lerna-build electron-builder electron-vite electron-forge next nuxt nuxi astro remix gatsby svelte-kit vue-cli-service ng ionic expo react-native react-scripts craco storybook sb docusaurus vitepress vuepress typedoc jsdoc mkdocs sphinx-build hugo jekyll eleventy hexo zola':
    { options: { '-x -o -I -L -D -l -std --target': 'text' }, effect: CODE, read: readWrittenCode },
  'jest vitest mocha ava tap tape jasmine karma cypress playwright nightwatch wdio c8 nyc pytest unittest nose2 coverage tox-run rspec minitest phpunit behat pest ctest-run busted prove bats shellspec k6 artillery locust testcafe lighthouse lhci stryker hypothesis':
    { effect: CODE, read: readWrittenCode },
  'eslint prettier biome oxlint stylelint tslint standard xo rome dprint ruff black isort flake8 pylint mypy pyright pyre bandit autopep8 yapf rubocop standardrb shellcheck shfmt hadolint yamllint markdownlint markdownlint-cli2 textlint cspell codespell gofmt goimports gofumpt golangci-lint staticcheck clang-format clang-tidy cppcheck ktlint detekt checkstyle spotbugs phpstan psalm php-cs-fixer phpcs actionlint zizmor taplo sqlfluff buf knip depcheck madge dependency-cruiser depcruise publint attw size-limit syncpack sherif ncu npm-check-updates changeset changesets semantic-release release-it standard-version bumpp np tsc-files type-coverage api-extractor ansible-lint sort-package-json':
    { effect: CODE },
  'ts-node-dev tsx-watch forever pm2 chokidar onchange wait-on browser-sync start-server-and-test json-server':
    { effect: LONG },
  'serve http-server live-server miniserve simplehttpserver dufs': {
    read: (invocation) => {
      servesFolder(invocation, invocation.args);
      return undefined;
    },
  },
  'flask django-admin uvicorn gunicorn hypercorn daphne celery streamlit gradio jupyter jupyter-lab notebook rails puma unicorn sidekiq rackup artisan symfony wp':
    { effect: CODE },
  'chokidar-cli': { options: { '-c --command': 'shell' }, effect: LONG },
  mkdirp: { operands: 'make' },
  'cpx cpy copyfiles cpr ncp': { operands: 'read', last: 'write' },
  patch: {
    options: {
      '-d --directory': 'folder',
      '-r --reject-file': 'write',
      '-i --input -p --strip -o --output -B --prefix -D --ifdef -F --fuzz -V --version-control -Y -z --suffix':
        'text',
      '--dry-run': 'flag',
    },
    effect: shape('fs.write', 'workspace', 'easy', 'normal'),
    read: readPatch,
  },
  'doxygen protoc flex bison yacc lex m4 gperf swig thrift flatc capnp grpc_tools_node_protoc openapi-generator-cli':
    { effect: CODE },
};
