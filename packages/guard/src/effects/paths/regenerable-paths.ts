/** Folders that a build, an install or a test run makes again. */
const MADE_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  '.next',
  '.nuxt',
  '.output',
  '.turbo',
  '.cache',
  '.parcel-cache',
  '.svelte-kit',
  '.vite',
  '.angular',
  '.expo',
  '.docusaurus',
  '.astro',
  '.vitepress',
  '.rollup.cache',
  '.eslintcache',
  '.stylelintcache',
  'target',
  'coverage',
  '.coverage',
  'htmlcov',
  '.nyc_output',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.hypothesis',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  '.eggs',
  '.gradle',
  '.dart_tool',
  '_build',
  '_site',
  'storybook-static',
  'playwright-report',
  'test-results',
  'tmp',
  'temp',
  '.tmp',
  '.temp',
  '.ds_store',
  'cmakefiles',
  'deriveddata',
  'bower_components',
  'jspm_packages',
  '.pnpm-store',
  '.yarn',
  '.wrangler',
  '.serverless',
  'wheels',
]);

const MADE_FILE =
  /\.(?:pyc|pyo|o|obj|class|tsbuildinfo|log|tmp|bak|swp|orig|rej)$|\.egg-info$|^npm-debug\.log|~$/;

/** Whether what stands at a path relative to the workspace is made again by the project's own tools. */
export function isRegenerable(relativePath: string): boolean {
  const parts = relativePath.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  return parts.some((part) => MADE_FOLDERS.has(part)) || MADE_FILE.test(name);
}

/** Names that nothing but a build gives, wherever they stand. */
const UNMISTAKABLE: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  '.next',
  '.nuxt',
  '.turbo',
  '.parcel-cache',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.tox',
  '.gradle',
  '.nyc_output',
]);

/** Whether something outside of the workspace is made again by whoever builds there. */
export function isBuildOutput(path: string): boolean {
  return (
    path
      .toLowerCase()
      .split('/')
      .some((part) => UNMISTAKABLE.has(part)) || /\.py[co]$/.test(path)
  );
}

/** Bytecode, marks and copies (`*~`, `.x.swp`) that programs leave beside files and write again. */
const LEFT_BEHIND =
  /(?:^|\/)(?:__pycache__|[^/]*\.py(?:[co]|\[co\])|\.ds_store|thumbs\.db|[^/]+~|\.[^/]+\.sw[op])$/;

/** Whether a name, or a pattern of names, stands only for what is written again wherever it was. */
export function isLeftBehind(path: string): boolean {
  return LEFT_BEHIND.test(path.toLowerCase());
}

/** Caches and documentation that package managers fetch again; images are cleaned of them every day. */
const HOST_CACHE =
  /^\/(?:var\/lib\/apt\/lists|var\/cache|var\/lib\/dnf|var\/tmp|usr\/(?:local\/)?share\/(?:doc|man|info|locale|gtk-doc)|usr\/(?:local\/)?lib\/node_modules\/npm\/(?:man|docs?|html|changelogs?)|usr\/local\/(?:cargo\/(?:registry|git)|bundle\/cache)|(?:root|home\/[^/]+|users\/[^/]+)\/(?:\.cache|\.npm|\.yarn\/cache|\.pnpm-store|\.local\/share\/pnpm\/store|\.cargo\/(?:registry|git)|\.gradle\/caches|\.m2\/repository|\.bun\/install\/cache|\.nuget\/packages|\.node-gyp|\.electron-gyp|library\/caches|library\/developer\/xcode\/deriveddata|go\/pkg))(?:\/|$)/;

/** Whether an absolute path outside of the workspace belongs to a cache that its owner fills again. */
export function isHostCache(path: string): boolean {
  return HOST_CACHE.test(path.toLowerCase());
}
