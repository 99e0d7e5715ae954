/**
 * The rules of this house that no linter ships. Loaded by .oxlintrc.json.
 */

/**
 * The part of the syntax tree and of the linter that is used here.
 *
 * @typedef {{ type: string, name?: string, value?: unknown }} Leaf
 * @typedef {{ type: string, parent: { type: string, parent: { type: string } }, computed: boolean, key: Leaf, value: Leaf }} PropertyNode
 * @typedef {{ filename: string, report: (problem: { node: object, message: string }) => void }} Context
 * @typedef {{ create: (context: Context) => object }} Rule
 */

const VAGUE_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'types', 'common', 'misc', 'shared']);

/**
 * A shell would read the arguments as a program; what reaches a child process here was written by an agent.
 *
 * @type {Rule}
 */
const noShell = {
  create(context) {
    return {
      /** @param {PropertyNode} node */
      Property(node) {
        const name = node.key.type === 'Identifier' && !node.computed ? node.key.name : node.key.value;
        if (name !== 'shell' || node.parent.type !== 'ObjectExpression' || node.value.type !== 'Literal')
          return;
        // The name of a shell is an option only where it is handed to a call; `true` means nothing else anywhere.
        const handedOver =
          node.parent.parent.type === 'CallExpression' && typeof node.value.value === 'string';
        if (node.value.value !== true && !handedOver) return;
        context.report({
          node,
          message: 'No shell between us and a program: pass the argument list and leave `shell` out.',
        });
      },
    };
  },
};

/**
 * `export *` makes whatever a file grows next part of the public interface.
 *
 * @type {Rule}
 */
const noExportAll = {
  create(context) {
    return {
      /** @param {object} node */
      ExportAllDeclaration(node) {
        context.report({ node, message: 'Name what is exported; `export *` publishes by accident.' });
      },
    };
  },
};

/**
 * A file is one concept and its name says which.
 *
 * @type {Rule}
 */
const fileNamesAConcept = {
  create(context) {
    return {
      /** @param {object} node */
      Program(node) {
        const file = context.filename.replaceAll('\\', '/').split('/').at(-1) ?? '';
        const stem = file.split('.')[0] ?? '';
        if (VAGUE_NAMES.has(stem)) {
          context.report({ node, message: `"${file}" names no concept; call the file after what is in it.` });
        }
      },
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: {
    'no-shell': noShell,
    'no-export-all': noExportAll,
    'file-names-a-concept': fileNamesAConcept,
  },
};
