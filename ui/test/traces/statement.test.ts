// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { formatStatement, isSql, MAX_STATEMENT, type Line } from '@/lib/traces/statement';

function text(lines: Line[]): string {
  return lines
    .map(
      (line) =>
        '  '.repeat(line.indent) +
        line.tokens
          .map((t) => t.text)
          .join('')
          .trimStart(),
    )
    .join('\n');
}

function kinds(statement: string): string[] {
  return formatStatement(statement).flatMap((line) => line.tokens.map((t) => `${t.kind}:${t.text.trim()}`));
}

describe('statements', () => {
  it('get a line per clause', () => {
    expect(
      text(
        formatStatement(
          'select o.id, l.price from orders o left join order_line l on l.order_id = o.id where o.id = ? and (l.price > 10 or l.free) order by l.id limit 20',
        ),
      ),
    ).toBe(
      [
        'select o.id, l.price',
        'from orders o',
        'left join order_line l on l.order_id = o.id',
        'where o.id = ?',
        '  and (l.price > 10 or l.free)',
        'order by l.id',
        'limit 20',
      ].join('\n'),
    );
  });

  it('indent queries within queries', () => {
    expect(
      text(formatStatement('SELECT * FROM a WHERE id IN (SELECT id FROM b WHERE x BETWEEN 1 AND 2) AND y = 3')),
    ).toBe(
      [
        'SELECT *',
        'FROM a',
        'WHERE id IN (',
        '    SELECT id',
        '    FROM b',
        '    WHERE x BETWEEN 1 AND 2',
        ')',
        '  AND y = 3',
      ].join('\n'),
    );
  });

  it('break writes', () => {
    expect(text(formatStatement('INSERT INTO t (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE a = ?'))).toBe(
      'INSERT INTO t (a, b)\nVALUES (?, ?)\nON DUPLICATE KEY UPDATE a = ?',
    );
    expect(text(formatStatement('UPDATE stock SET q = q - $1 WHERE id = $2 RETURNING q'))).toBe(
      'UPDATE stock\nSET q = q - $1\nWHERE id = $2\nRETURNING q',
    );
    expect(text(formatStatement('DELETE FROM t WHERE a=1'))).toBe('DELETE FROM t\nWHERE a=1');
  });

  it('tell words apart', () => {
    expect(kinds(`SELECT "from", 'it''s -- no', 1.5e3, :name FROM 订单 -- all`)).toEqual([
      'keyword:SELECT',
      'name:"from"',
      'sign:,',
      `string:'it''s -- no'`,
      'sign:,',
      'number:1.5e3',
      'sign:,',
      'parameter::name',
      'keyword:FROM',
      'name:订单',
      'comment:-- all',
    ]);
  });

  it('never change anything but white space', () => {
    const hostile = [
      `SELECT '<script>alert(1)</script>' FROM "t" WHERE a = 'unfinished`,
      `select 1 /* never ended`,
      `SELECT ((((((((((((((((((((1))))))))))))))))))))`,
      `SELECT ) ) ) FROM ( ( (`,
      `with x as (select 1) select * from x where a::int >= any(array[1,2]) and b->>'k' != \`q\`;`,
      `SELECT 😀, é, 名 FROM t\u0000WHERE \u2028 x = $$ body ' $$`,
      `UPDATE t SET a = a || 'x' WHERE b BETWEEN 1 AND 2 AND c IN (?,?,?)`,
    ];
    const bare = (s: string): string => s.replace(/\s/g, '');
    for (const statement of hostile) {
      expect(bare(text(formatStatement(statement)))).toBe(bare(statement));
    }
  });

  it('are JSON indented when they are JSON', () => {
    expect(text(formatStatement('{"find":"orders","filter":{"id":1}}'))).toBe(
      '{\n  "find": "orders",\n  "filter": {\n    "id": 1\n  }\n}',
    );
    expect(text(formatStatement('{broken'))).toBe('{broken');
  });

  it('come as they are otherwise', () => {
    expect(text(formatStatement('GET cart:1\n  x'))).toBe('GET cart:1\n  x');
    expect(isSql('selection of words')).toBe(false);
    expect(formatStatement('')).toEqual([{ indent: 0, tokens: [{ kind: 'name', text: '' }] }]);
    const long = `SELECT ${'a, '.repeat(MAX_STATEMENT)}`;
    expect(formatStatement(long)).toHaveLength(1);
  });

  it('take no longer for deep and long ones', () => {
    const statement = `SELECT ${'('.repeat(5_000)}1${')'.repeat(5_000)} FROM t WHERE ${"a = '' AND ".repeat(800)} 1 = 1`;
    expect(formatStatement(statement).length).toBe(803);
  });
});
