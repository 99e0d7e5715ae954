import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import type { Field } from '../shell/data.js';
import { lookUp, type Shell } from '../shell/shell-state.js';

const RESET = shape('db.mutate', 'shared', 'hard', 'normal');

/**
 * Tasks of the frameworks' own tools after which a database is empty or gone. They stand behind the tool's name
 * (`rails db:drop`), behind a script of the project (`python manage.py flush`) or behind a group (`prisma migrate reset`).
 */
const ALONE =
  /^(?:db:(?:drop(?::all|:_unsafe)?|reset(?::all)?|purge(?::all)?|schema:load|structure:load|migrate:reset|truncate_all|seed:replant|wipe|migrate:undo:all|seed:undo:all|nuke|fresh|refresh)|migrate:(?:reset|fresh|refresh|rollback:all|undo:all|zero)|schema:(?:drop|fresh|drop-all)|migration:(?:fresh|reset)|doctrine:(?:database:drop|schema:drop)|ecto\.(?:drop|reset)|mongo:drop|sqlflush|reset_db|reset_schema|flush|drop-all|dropall|drop-database|drop_db|sql-drop|database:drop|database:reset|fixtures:load)$/i;
const GROUPED =
  /^(?:(?:migrate|db|database|migrations|schema)\s+(?:reset|drop|wipe|fresh|nuke|clean|delete)|downgrade\s+base|(?:migrate\s+\S+\s+)zero|database\s+drop|ef\s+database\s+drop|site\s+empty|db\s+reset)\b/i;
const FORCED = /^--(?:force-reset|accept-data-loss|all)$/;
const TOOLS: ReadonlySet<string> = new Set(
  'rails rake manage.py django-admin artisan console sail mix dotnet prisma drizzle-kit knex sequelize sequelize-cli typeorm mikro-orm alembic flyway liquibase dbmate goose atlas sqitch supabase wp drush flask hasura ace adonis medusa edgedb diesel sqlx sea-orm-cli refinery tern evolve phinx yii cake spark neonctl turso pscale wrangler'.split(
    ' ',
  ),
);

const ENVIRONMENTS = ['RAILS_ENV', 'RACK_ENV', 'NODE_ENV', 'APP_ENV', 'MIX_ENV', 'FLASK_ENV', 'DJANGO_ENV'];

/** Whether the task is told to work on the database that every run of the tests fills anew. */
function isForTests(words: readonly string[], shell: Shell): boolean {
  if (words.some((word) => /^(?:--env=|--environment=|RAILS_ENV=)test(?:ing)?$/.test(word))) return true;
  return ENVIRONMENTS.some((name) => {
    const values = lookUp(shell, name)?.values ?? [];
    return values.length > 0 && values.every(({ text }) => /^test(?:ing)?$/.test(text));
  });
}

/** Notes what a task of such a tool does to the database. `args`: all arguments after the tool's name. */
export function noteDatabaseTask(
  name: string,
  args: readonly Field[],
  shell: Shell,
  evidence: Evidence,
): void {
  if (!TOOLS.has(name)) return;
  const words = args.map((arg) => arg.text);
  const plain = words.filter((word) => !word.startsWith('-'));
  const text = plain.join(' ');
  const clears = name.startsWith('flyway') && plain.includes('clean');
  const backAll =
    words.some((word) => FORCED.test(word)) && /\b(?:push|rollback|undo|down|reset|revert)\b/.test(text);
  // It goes ahead whatever is lost.
  const overData = name === 'drizzle-kit' && plain[0] === 'push' && words.includes('--force');
  if (isForTests(words, shell)) return;
  if (clears || backAll || overData || plain.some((word) => ALONE.test(word)) || GROUPED.test(text))
    shell.reading.sink.effect(RESET, `${name} ${text}`, evidence);
}
