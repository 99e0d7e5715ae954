/** Files of a project that a tool runs or obeys later by itself: on opening the folder, on a commit, on a push. */
const RUNS_LATER: readonly string[] = [
  // Tools of agents and editors: servers, hooks and tasks that they start.
  '\\.mcp\\.json',
  '\\.claude/(?:settings(?:\\.local)?\\.json|hooks/.+)',
  '\\.(?:cursor|vscode)/(?:mcp|tasks|settings|hooks)\\.json',
  '\\.gemini/settings\\.json',
  '\\.codex/config\\.toml',
  '\\.idea/(?:runconfigurations/.+|workspace\\.xml)',
  '\\.zed/tasks\\.json',
  '\\.devcontainer/.+',
  '\\.devcontainer\\.json',
  '\\.envrc',
  // Hooks of Git that the project keeps.
  '\\.husky/.+',
  '\\.githooks/.+',
  '\\.pre-commit-config\\.ya?ml',
  '\\.?lefthook(?:-local)?\\.ya?ml',
  // What runs on a build machine, with its credentials.
  '\\.(?:github|gitea|forgejo)/(?:workflows|actions)/.+',
  '\\.gitlab-ci\\.ya?ml',
  '\\.circleci/config\\.ya?ml',
  '\\.buildkite/.+',
  '\\.drone\\.ya?ml',
  '\\.travis\\.ya?ml',
  '\\.woodpecker(?:/.+|\\.ya?ml)',
  'azure-pipelines\\.ya?ml',
  'bitbucket-pipelines\\.ya?ml',
  'jenkinsfile',
];

let pattern: RegExp | null = null;

/** Whether a file (in lower case) is one that runs later on its own. */
export function runsLater(lower: string): boolean {
  pattern ??= new RegExp(`(?:^|/)(?:${RUNS_LATER.join('|')})$`);
  return pattern.test(lower);
}
