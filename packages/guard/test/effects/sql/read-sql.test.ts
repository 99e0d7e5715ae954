import { describe, expect, it } from 'vitest';
import { readCall, shapeOf, worst } from '../reading.js';

const sql = (query: string): ReturnType<typeof readCall> => readCall('sql', { query });

describe('SQL', () => {
  it.each([
    ['SELECT * FROM t', 'db.read shared pure normal'],
    ["SELECT 'DROP TABLE x'", 'db.read shared pure normal'],
    ['-- DROP TABLE x\nSELECT 1', 'db.read shared pure normal'],
    ['/* DROP TABLE x */ SELECT 1', 'db.read shared pure normal'],
    ['SELECT $$ DROP TABLE x $$', 'db.read shared pure normal'],
    ['EXPLAIN DELETE FROM t', 'db.read shared pure normal'],
    ['EXPLAIN ANALYZE DELETE FROM t', 'db.mutate shared irreversible critical'],
    ['WITH x AS (SELECT 1) SELECT * FROM x', 'db.read shared pure normal'],
    ['WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x', 'db.mutate shared irreversible critical'],
    ['/*!50000 DROP TABLE x */', 'db.mutate shared irreversible critical'],
    ['DROP TABLE x', 'db.mutate shared irreversible critical'],
    ['drop  database "x"', 'db.mutate shared irreversible critical'],
    ['DROP/**/TABLE x', 'db.mutate shared irreversible critical'],
    ['DROP INDEX x', 'db.mutate shared hard normal'],
    ['SELECT 1; DROP SCHEMA x CASCADE', 'db.mutate shared irreversible critical'],
    ['TRUNCATE t', 'db.mutate shared irreversible critical'],
    ['DELETE FROM t', 'db.mutate shared irreversible critical'],
    ['DELETE FROM t WHERE 1=1', 'db.mutate shared irreversible critical'],
    ['DELETE FROM t WHERE true', 'db.mutate shared irreversible critical'],
    ["DELETE FROM t WHERE '' = ''", 'db.mutate shared irreversible critical'],
    ['DELETE FROM t WHERE id = 1', 'db.mutate shared partial normal'],
    ['DELETE FROM t LIMIT 1', 'db.mutate shared partial normal'],
    ['UPDATE t SET a = 1', 'db.mutate shared irreversible critical'],
    ['UPDATE t SET a = 1 WHERE id = 1', 'db.mutate shared partial normal'],
    ['INSERT INTO t VALUES (1)', 'db.mutate shared partial normal'],
    ['CREATE TABLE t (a int)', 'db.mutate shared easy normal'],
    ['ALTER TABLE t ADD b int', 'db.mutate shared partial normal'],
    ['ALTER TABLE t DROP COLUMN a', 'db.mutate shared hard sensitive'],
    ['GRANT ALL ON t TO x', 'db.mutate shared hard sensitive'],
    ["COPY t TO PROGRAM 'rm -rf /'", 'code.exec host hard critical'],
    ["EXEC xp_cmdshell 'dir'", 'code.exec host hard critical'],
    ['FROBNICATE t', 'db.mutate shared partial normal'],
    ['BEGIN; DELETE FROM t; COMMIT', 'db.mutate shared irreversible critical'],
  ])('%s is %s', (query, shape) => {
    expect(shapeOf(sql(query))).toBe(shape);
  });

  it.each([
    ['DROP TABLE IF EXISTS users', 'users'],
    ['DELETE FROM app.users', 'app.users'],
    ['UPDATE `a b` SET x = 1', 'a b'],
    ['TRUNCATE TABLE t', 't'],
    ['COMMIT', ''],
  ])('%s names %s', (query, target) => {
    expect(worst(sql(query))?.target).toBe(target);
  });

  it('text without a statement has no effect; an unknown one may change something', () => {
    expect(sql(' ; -- x').effects).toEqual([]);
    expect(shapeOf(readCall('exec', { command: 'psql -c "$Q"' }))).toBe('db.mutate shared partial normal');
  });
});
