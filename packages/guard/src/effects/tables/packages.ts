import { shape } from '../effect-shape.js';
import { readRunFile } from '../programs/run-file.js';
import { readPackageOptions, readPackageSettings } from '../programs/package-settings.js';
import { readPackageSources } from '../programs/package-sources.js';
import { carries } from '../programs/carriers.js';
import { readGoCode } from '../programs/held-options.js';
import { carriesKnown, readGoSettings, readRemoval } from '../programs/package-readers.js';
import { readPackageFields, readWrittenCode, readWrittenScripts } from '../programs/written-code.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';
import { OTHER_PROGRAM } from '../programs/unlisted.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const RUN_FETCHED = shape('pkg.install', 'workspace', 'hard', 'normal');
const INSTALL = shape('pkg.install', 'workspace', 'easy', 'normal');
const INSTALL_HOST = shape('pkg.install', 'host', 'easy', 'normal');
const PUBLISH = shape('pkg.publish', 'shared', 'hard', 'sensitive');
const UNPUBLISH = shape('pkg.publish', 'shared', 'irreversible', 'critical');
const SETTINGS = shape('net.send', 'shared', 'partial', 'normal');
const ACCESS = shape('net.send', 'shared', 'hard', 'normal');

const code: ProgramRow = { effect: CODE, read: readWrittenCode };
const scripts: ProgramRow = { effect: CODE, read: readWrittenScripts };
const install: ProgramRow = {
  options: {
    '--prefix --registry -C --dir --filter -F -w --workspace --git --index': 'text',
    '-g --global': 'flag',
    '--dry-run': 'flag',
  },
  cases: [
    { has: '--dry-run', effect: null },
    { has: '-g --global', effect: INSTALL_HOST },
  ],
  effect: INSTALL,
  read: readPackageSources,
};
/** Where later installs take their packages from. */
const settings: ProgramRow = { read: readPackageSettings, output: 'other' };
const looks: ProgramRow = { options: { '--registry': 'named' }, output: 'other' };
const publish: ProgramRow = {
  options: {
    '--tag --access --otp --registry --userconfig --globalconfig --provenance-file --publish-branch --workspace --filter -F --prefix --dir --cache --loglevel --before':
      'text',
    '--dry-run': 'flag',
  },
  cases: [{ has: '--dry-run', effect: null }],
  effect: PUBLISH,
};
/** For npm and poetry `-n` only says that nobody is to be asked. */
const publishCrate: ProgramRow = { ...publish, cases: [{ has: '-n --dry-run', effect: null }] };
const runs: ProgramRow = {
  style: 'posix',
  options: {
    '-p --package -c --call --filter -F -w --workspace --from --with --registry': 'text',
    '-y --yes -q --no-install': 'flag',
  },
  read: carriesKnown,
};

const SCRIPT_MANAGER: NonNullable<ProgramRow['commands']> = {
  'install i ci add update up upgrade dedupe prune link unlink rebuild import init create patch patch-commit approve-builds fetch deploy install-test it install-clean in isntall audit-fix clean-install bump catalog setup env use login adduser':
    install,
  'uninstall remove rm un r': install,
  'run run-script test t tst start stop restart build lint dev exec-script pack version preversion typecheck check format watch coverage bench workspace workspaces foreach self recursive node prepare ls-scripts compile serve preview generate clean docs release':
    scripts,
  publish,
  unpublish: { cases: [{ has: '--dry-run', effect: null }], effect: UNPUBLISH },
  'profile hook star unstar': { cases: [{ operand: /^(?:ls|list|get)$/, effect: null }], effect: SETTINGS },
  'deprecate dist-tag owner access token team org': {
    cases: [{ operand: /^(?:ls|list|get)$/, effect: null }],
    effect: ACCESS,
  },
  'exec x dlx': runs,
  explore: { style: 'posix', read: carries(1) },
  // `yarn npm publish` of its later versions.
  npm: { style: 'posix', commands: { publish, tag: { effect: ACCESS }, 'login whoami info audit': looks } },
  'config c set': settings,
  pkg: { read: readPackageFields, output: 'other' },
  'ls list ll la view info show search find outdated audit why explain root bin prefix get help doctor ping whoami repo bugs home fund query sbom licenses completion cache store logout diff stars help-search edit find-dupes':
    looks,
  '*': scripts,
};

/** `bun run NAME`, where the name may be that of a file or an address. */
const RUNS_FILE: ProgramRow = {
  options: { '-r --preload --import': 'load', '-c --config --cwd --env-file': 'text' },
  style: 'posix',
  effect: CODE,
  read: readRunFile,
};

/** Package managers: installing is for the project, publishing is for everybody. */
export const PACKAGES: ProgramTable = {
  'npm pnpm yarn cnpm yarnpkg rush lerna nx-npm vlt': {
    options: {
      '-C --dir --cwd --prefix': 'folder',
      '--filter -F --workspace -w --registry --loglevel --userconfig --config.*': 'text',
      '-r --recursive -s --silent -g --global -D': 'flag',
    },
    style: 'posix',
    cases: [{ fewer: 1, effect: INSTALL }],
    read: readPackageOptions,
    commands: SCRIPT_MANAGER,
    others: 'project',
  },
  bun: {
    options: { '-e --eval -p --print': 'js', '--cwd': 'folder' },
    style: 'posix',
    read: ({ args, io, shell, evidence }) => {
      if (args.length === 0 && io.piped) shell.reading.engine.text(io.stdin, shell, io, evidence);
      return undefined;
    },
    commands: {
      ...SCRIPT_MANAGER,
      x: runs,
      run: RUNS_FILE,
      '*': RUNS_FILE,
    },
    others: 'project',
  },
  'npx bunx pnpx uvx pipx-run dlx': runs,
  corepack: { effect: INSTALL_HOST },
  'pip pip2 pip3 pipenv poetry uv pdm hatch rye conda mamba micromamba pixi flit': {
    options: {
      '--python -p --project --directory -C --env-file --cache-dir --index-url -i --proxy': 'text',
    },
    style: 'posix',
    commands: {
      'install add sync lock update upgrade remove download wheel init new create env venv self config-set develop editable-install import export build-install python tool pip':
        {
          options: {
            '-r --requirement -c --constraint -i --index-url --extra-index-url -f --find-links --index --default-index --source --git --from -p --package --with -e --editable -t --target --prefix --root --python --platform --trusted-host -d --dest -n --name --file':
              'text',
          },
          cases: [
            { operand: /^(?:list|show|find|dir|info|tree|check|freeze)$/, effect: null },
            { operand: /^(?:run)$/, effect: RUN_FETCHED },
          ],
          effect: INSTALL,
          read: readPackageSources,
        },
      // Outside of a project's own environment it is the machine's Python that loses it.
      uninstall: { options: { '-r --requirement': 'text' }, read: readRemoval },
      'run shell activate x': {
        style: 'posix',
        options: {
          '-n --name --with --python -p --extra --group --project --env-file -m --module --directory --package':
            'text',
        },
        read: carriesKnown,
      },
      'publish upload': publish,
      build: code,
      config: settings,
      'list show freeze search info check cache index debug help inspect hash version tree about env-list':
        looks,
      'test fmt format lint version-bump deps clean requirements graph verify scripts open rename shell-hook shellenv doctor outdated project workspace task global ext completion deactivate fix plugin plugins notices compare why':
        code,
    },
  },
  easy_install: { effect: INSTALL },
  pipx: {
    options: { '--spec': 'text' },
    commands: {
      'run runpip': {
        style: 'posix',
        options: { '--spec': 'text' },
        effect: RUN_FETCHED,
        read: readPackageSources,
      },
      'install install-all inject uninject upgrade upgrade-all upgrade-shared uninstall uninstall-all reinstall reinstall-all ensurepath list environment completions interpreter pin unpin help':
        { effect: INSTALL, read: readPackageSources },
    },
  },
  twine: { commands: { upload: publish, 'check help': looks } },
  cargo: {
    style: 'posix',
    commands: {
      'publish package-publish': publishCrate,
      yank: { effect: ACCESS },
      owner: { effect: ACCESS },
      'install add remove update uninstall fetch vendor': install,
      'search metadata tree version help info locate-project pkgid read-manifest verify-project': looks,
      'build b check c test t run r bench doc d clippy fmt fix clean new init package nextest watch expand audit deny outdated udeps llvm-cov tarpaulin insta miri hack make xtask generate-lockfile report rustc rustdoc sqlx leptos tauri flamegraph machete sort about dist zigbuild login logout config edit upgrade set-version binstall sweep geiger semver-checks public-api criterion fuzz ndk lambda component wasi msrv +nightly +stable +beta':
        code,
    },
  },
  'rustc rustfmt clippy-driver': code,
  'rustup trunk mise asdf volta nvm fnm n pyenv rbenv nodenv sdk sdkman jenv goenv tfenv proto': {
    effect: INSTALL,
  },
  go: {
    style: 'posix',
    commands: {
      'get install mod work': { effect: INSTALL, read: readPackageSources },
      run: {
        options: { '-exec': 'shell', '-o -C -p -tags -ldflags -gcflags -mod -modfile -overlay': 'text' },
        style: 'long',
        cases: [{ operand: /^[\w-]+(?:\.[\w-]+)+\/\S*@/, effect: RUN_FETCHED }],
        effect: CODE,
        read: readGoCode,
      },
      'build test vet generate tool': { effect: CODE, read: readGoCode },
      env: { options: { '-w -u': 'flag' }, read: readGoSettings },
      'version list doc help': looks,
      'fmt clean fix bug telemetry': code,
    },
  },
  'gem bundle bundler': {
    style: 'posix',
    commands: {
      push: publish,
      yank: { effect: UNPUBLISH },
      owner: {
        options: { '-a --add -r --remove': 'text' },
        cases: [{ has: '-a --add -r --remove', effect: ACCESS }],
      },
      'install update add remove uninstall': {
        options: { '-s --source -v --version -i --install-dir --group --path': 'text' },
        effect: INSTALL,
        read: readPackageSources,
      },
      config: settings,
      exec: { style: 'posix', read: carriesKnown },
      'list search info show outdated env help': looks,
      'build cleanup check environment fetch pristine lock cache package clean init gem open licenses platform viz doctor binstubs contents dependency specification stale query sources signin signout server unpack which rdoc cert mirror console plugin fund':
        code,
    },
  },
  composer: {
    style: 'posix',
    commands: {
      'install update require remove create-project': { effect: INSTALL },
      'exec run run-script': code,
      config: settings,
      '*': code,
    },
    others: 'project',
  },
  'mvn gradle gradlew mvnw sbt lein ant bazel bazelisk buck buck2 pants please-build': {
    cases: [
      {
        operand: /^:?(?:[\w-]+:)*(?:deploy|release:perform|publish|publish(?!ToMavenLocal)\w+|site-deploy)$/,
        effect: PUBLISH,
      },
    ],
    effect: CODE,
  },
  dotnet: {
    style: 'posix',
    commands: {
      nuget: {
        cases: [
          { operand: /^push$/, effect: PUBLISH },
          { operand: /^delete$/, effect: UNPUBLISH },
        ],
        effect: INSTALL,
      },
      'add restore tool new remove workload': { effect: INSTALL },
      'build run test publish clean sln solution format msbuild watch pack list search store dev-certs ef user-secrets build-server help fsi interactive sdk vstest package reference csharpier outdated exec':
        code,
      // `dotnet app.dll` runs it.
      '*': { cases: [{ operand: /\.(?:dll|exe|cs)$/, effect: CODE }], effect: OTHER_PROGRAM },
    },
  },
  'apt apt-get aptitude yum dnf microdnf tdnf zypper pacman yay paru apk brew port snap flatpak emerge xbps-install xbps-remove eopkg pkg pkg_add pkgin nix nix-env nix-shell nix-build guix choco winget scoop opkg urpmi swupd tlmgr dpkg rpm softwareupdate mas cask':
    {
      options: {
        '-o -t --target-release --option -c': 'text',
        '-y --yes -q -qq --dry-run -s --simulate --no-install-recommends': 'flag',
      },
      cases: [
        { has: '--dry-run -s --simulate', effect: null },
        {
          operand:
            /^(?:list|search|show|info|policy|depends|rdepends|query|repolist|provides|deps|uses|desc|outdated|leaves|config|doctor|log|home|cat|cache|changelog|check|help|madison|files|status|history|cask|tap-info|options|missing|formulae|casks|commands|shellenv|--version)$/,
          effect: null,
        },
        {
          operand: /^(?:clean|autoclean|cleanup|update|check-update|makecache|autoremove)$/,
          effect: INSTALL_HOST,
        },
        { operand: /^(?:remove|purge|erase|uninstall|rm|del|autopurge|delete|zap)$/, effect: null },
        {
          has: '--print-architecture -l -L -S --list --search --prefix --cache --cellar --repository --env -qa -ql -qi -Ss -Si -Qs -Qi -Ql --version',
          effect: null,
        },
      ],
      effect: INSTALL_HOST,
      read: readRemoval,
    },
  'apt-key add-apt-repository apt-add-repository update-alternatives dpkg-reconfigure apt-mark apt-config debconf-set-selections ldconfig update-ca-certificates update-initramfs locale-gen':
    { effect: INSTALL_HOST },
  'apt-cache dpkg-query apt-file dpkg-architecture rpmquery repoquery': looks,
};
