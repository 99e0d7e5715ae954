import type { EffectVerb } from '@sentinel-agentos/core';

/** Which words of a program say what it changes, where its effects do not name the path. */
export interface ToldRow {
  /** It changes something only in a call that does one of these. Default: whatever the call does. */
  readonly verbs?: readonly EffectVerb[];
  /** Only with one of these among its first words. */
  readonly commands?: ReadonlySet<string>;
  /** Only with one of these, a word or an option. */
  readonly only?: ReadonlySet<string>;
  /** Not with any of these. */
  readonly not?: ReadonlySet<string>;
  /** It changes the folder that it runs in. */
  readonly here?: true;
  /** Options whose value is changed, or worked in. */
  readonly options?: ReadonlySet<string>;
  /** Options that let a container write to a folder: `HERE:THERE`, `type=bind,src=HERE`. */
  readonly mounts?: ReadonlySet<string>;
  /** Words that are changed beside the values of `options`: all, all but what is left alone, the last of several. */
  readonly words?: 'all' | 'files' | 'last';
}

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const FOLDERS = names(
  '-C -t -d --prefix --dir --cwd --directory --target --target-dir --root --project --path --install-dir --modules-folder --global-dir --work-tree --git-dir --working-dir',
);
const GIT_CHANGES = ['vcs.write', 'vcs.rewrite', 'fs.write', 'fs.delete'] as const;
/** With these a formatter only says what it would change. */
const CHECKS = names('--check --check-only --diff --stdout --dry-run --info');

/** Rows by the programs that share them. A program may stand in several. */
export const TOLD_PROGRAMS: readonly (readonly [programs: string, row: ToldRow])[] = [
  // Work in the folder that they are told, or that they run in.
  ['git', { verbs: GIT_CHANGES, here: true, options: FOLDERS }],
  [
    'git',
    { verbs: GIT_CHANGES, commands: names('init worktree submodule subtree merge-file'), words: 'all' },
  ],
  ['git', { verbs: GIT_CHANGES, commands: names('config'), options: names('-f --file') }],
  ['git', { commands: names('format-patch bugreport diagnose archive mailsplit'), options: names('-o') }],
  ['hg', { verbs: ['vcs.write', 'vcs.push', 'vcs.rewrite'], options: names('-R --repository --cwd') }],
  ['hg svn jj bzr fossil', { commands: names('clone checkout co export init update up'), words: 'last' }],
  [
    'npm pnpm yarn bun npx pnpx bunx pip pip3 uv poetry pipenv composer cargo gem bundle conda mamba',
    { verbs: ['pkg.install'], here: true, options: FOLDERS },
  ],
  // A script of a skill that runs where it lies (`uv run`) changes nothing of it.
  [
    'npm pnpm yarn yarnpkg bun cargo go composer dotnet',
    { verbs: ['code.exec'], options: names('-C --prefix --dir --cwd --directory --project --manifest-path') },
  ],
  // Before the subcommand, where no table looks.
  ['cargo go', { verbs: ['process.spawn'], options: names('-C') }],
  ['sqlite3 duckdb', { verbs: ['db.mutate'], here: true, words: 'all' }],
  // Whatever path they are given is a project's, in which they make or run something.
  [
    'make gmake bmake ninja meson scons just task rake mage invoke inv tox nox waf cmake ctest cpack mvn mvnw gradle gradlew ant bazel bazelisk buck buck2 sbt lein terraform tofu pulumi',
    { verbs: ['code.exec', 'net.send', 'infra.destroy'], here: true, words: 'all' },
  ],
  // Lay out a project, under a name that may be a path.
  [
    'npm pnpm yarn bun cargo dotnet composer poetry uv pdm hatch hugo mix bundle helm flutter rails django-admin ng nest vue ionic expo react-native jekyll',
    {
      commands: names(
        'init new create create-project generate startproject startapp gem venv deploy vendor pull',
      ),
      words: 'all',
    },
  ],
  ['degit tiged giget gitpick cookiecutter copier yo plop hygen virtualenv', { here: true, words: 'all' }],
  ['python', { commands: names('venv virtualenv compileall zipapp'), words: 'all' }],
  ['python', { commands: names('zipfile tarfile'), only: names('-e --extract'), words: 'last' }],
  ['restic borg', { commands: names('init restore'), words: 'all' }],
  // Write what comes out to the value of a short option, which means something else elsewhere.
  [
    'gcc cc g++ c++ clang clang++ cpp tcc ld as nasm yasm rustc ghc ocamlopt swiftc zig go dmd tsc tsup rollup webpack ncc swc babel esbuild bun deno sass pandoc dot neato inkscape mmdc tectonic plantuml asciidoctor strip objcopy flex lex bison yacc swig protoc openapi-generator-cli c8 nyc eslint playwright strace ltrace perf time docker podman buildah yarn exiftool pdftk qpdf unar genisoimage mkisofs xorriso yt-dlp youtube-dl dotnet scala scalac kotlinc zstd brotli',
    { options: names('-o') },
  ],
  [
    'javac kotlinc scala scalac jekyll mkdocs coverage hugo tsup swc babel unsquashfs',
    { options: names('-d') },
  ],
  ['pip', { options: names('-d -w --src --report --log') }],
  ['gradle tsc ansible-galaxy fpm conda mamba', { options: names('-p') }],
  ['yt-dlp youtube-dl wget', { options: names('-P --paths') }],
  ['rsync', { options: names('-T') }],
  ['gh', { options: names('-D') }],
  ['httrack cpio', { options: names('-O -D') }],
  ['rollup', { options: names('--file --dir') }],
  ['stow', { options: names('-t --target') }],
  [
    'protoc',
    {
      options: names(
        '--cpp_out --csharp_out --dart_out --go_out --grpc_out --java_out --js_out --kotlin_out --objc_out --php_out --python_out --pyi_out --ruby_out --rust_out --ts_out --descriptor_set_out',
      ),
    },
  ],
  // Write to their last word.
  [
    'sphinx-build sass objcopy lz4 pdftotext mksquashfs bindfs sshfs rdiff-backup ffmpeg sox wkhtmltopdf weasyprint rename.ul mmv sftp pax',
    { words: 'last' },
  ],
  ['convert magick', { not: names('identify'), words: 'last' }],
  ['deno', { commands: names('bundle compile'), words: 'last' }],
  ['gh', { commands: names('clone'), words: 'last' }],
  ['unrar', { commands: names('x e'), words: 'last' }],
  ['aws gsutil gcloud s5cmd', { commands: names('cp mv sync rsync'), words: 'last' }],
  ['dpkg dpkg-deb', { only: names('-x -X -R --extract --raw-extract -b --build'), words: 'last' }],
  ['cpio', { only: names('-p -pd -pdm -pdmv -pvd --pass-through'), words: 'all' }],
  ['doxygen', { only: names('-g -s'), words: 'all' }],
  // Change files where they lie.
  [
    'prettier eslint biome oxlint stylelint shfmt gofmt goimports gofumpt autopep8 yapf clang-format rubocop standard',
    { only: names('--write -w --fix -i --in-place -a -A --autocorrect --autocorrect-all'), words: 'files' },
  ],
  ['dprint taplo sqlfluff', { commands: names('fmt format fix'), words: 'files' }],
  ['ruff', { only: names('format --fix'), not: CHECKS, words: 'files' }],
  ['black isort rustfmt dos2unix unix2dos', { not: CHECKS, words: 'files' }],
  ['mogrify jpegoptim optipng svgo setfattr', { words: 'files' }],
  ['jq gojq yq', { only: names('-i --in-place --inplace'), words: 'files' }],
  ['xmlstarlet', { only: names('-L --inplace'), words: 'files' }],
  ['tidy', { only: names('-m -modify'), words: 'files' }],
  ['crudini', { only: names('--set --del --merge'), words: 'files' }],
  ['dasel', { commands: names('put delete'), words: 'files' }],
  ['qemu-img', { commands: names('create convert resize commit rebase'), words: 'all' }],
  ['ar', { commands: names('rcs rc cr crs r q d s'), words: 'all' }],
  // What a container may write to is as good as written.
  ['docker podman nerdctl', { mounts: names('-v --volume --mount') }],
];
