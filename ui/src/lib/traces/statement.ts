// SPDX-License-Identifier: Apache-2.0
// Statements made readable: SQL with a line per clause, JSON indented. Nothing is ever added to,
// left out of or reordered in what was reported but white space, and nothing is interpreted as
// markup: the result is words with a kind, for whoever draws them.

export type TokenKind = 'keyword' | 'name' | 'string' | 'number' | 'parameter' | 'comment' | 'sign';

export interface Token {
  kind: TokenKind;
  text: string;
}

export interface Line {
  indent: number;
  tokens: Token[];
}

/** A longer statement is shown as it came. */
export const MAX_STATEMENT = 20_000;
const MAX_INDENT = 12;

const PATTERN = new RegExp(
  [
    /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
    /(?<string>[eEnNxX]?'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|\$\$[\s\S]*?(?:\$\$|$))/,
    /(?<quoted>"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[A-Za-z_][\w ]*\])/,
    /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w]))/,
    /(?<parameter>\?\d*|\$\d+|:[A-Za-z_]\w*|@\w+|%\(\w+\)s|%s|#\{[^}]*\})/,
    /(?<word>[\p{L}_][\p{L}\p{N}_$]*)/u,
    /(?<sign>::|<=|>=|<>|!=|\|\||->>?|[\s\S])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gu',
);

const CLAUSES = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP BY',
  'HAVING',
  'ORDER BY',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'UNION ALL',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'INSERT INTO',
  'INSERT',
  'REPLACE INTO',
  'VALUES',
  'UPDATE',
  'SET',
  'DELETE FROM',
  'RETURNING',
  'ON CONFLICT',
  'ON DUPLICATE KEY UPDATE',
  'WITH',
  'WINDOW',
  'FOR UPDATE',
  'FOR SHARE',
  'MERGE INTO',
  'USING',
  'WHEN',
];
const JOINS = [
  'LEFT OUTER JOIN',
  'RIGHT OUTER JOIN',
  'FULL OUTER JOIN',
  'LEFT JOIN',
  'RIGHT JOIN',
  'FULL JOIN',
  'INNER JOIN',
  'CROSS JOIN',
  'NATURAL JOIN',
  'JOIN',
];
const BRANCHES = ['AND', 'OR'];
const OTHERS = (
  'AS ON IN IS NOT NULL LIKE ILIKE BETWEEN EXISTS DISTINCT ALL ANY CASE THEN ELSE END ASC DESC BY INTO ' +
  'COUNT SUM MIN MAX AVG COALESCE CAST INTERVAL TRUE FALSE DEFAULT CREATE TABLE INDEX DROP ALTER ' +
  'OUTER LEFT RIGHT FULL INNER CROSS NATURAL FOR KEY DUPLICATE CONFLICT DO NOTHING OVER PARTITION ' +
  'NULLS FIRST LAST ROWS ONLY SKIP LOCKED CALL BEGIN COMMIT ROLLBACK GROUP ORDER DELETE'
).split(' ');

const KEYWORDS = new Set([...CLAUSES, ...JOINS, ...BRANCHES].flatMap((clause) => clause.split(' ')).concat(OTHERS));
const OPENINGS = [...JOINS, ...CLAUSES, ...BRANCHES]
  .map((clause) => clause.split(' '))
  .sort((a, b) => b.length - a.length);
const STARTS = /^\s*(?:\/\*[\s\S]*?\*\/\s*|--[^\n]*\n\s*)*\(?\s*(?:select|insert|update|delete|with|replace|merge)\b/i;

function kindOf(groups: Record<string, string | undefined>, text: string): TokenKind {
  if (groups.comment !== undefined) return 'comment';
  if (groups.string !== undefined) return 'string';
  if (groups.quoted !== undefined) return 'name';
  if (groups.number !== undefined) return 'number';
  if (groups.parameter !== undefined) return 'parameter';
  if (groups.word !== undefined) return KEYWORDS.has(text.toUpperCase()) ? 'keyword' : 'name';
  return 'sign';
}

interface Spaced extends Token {
  /** Whether white space came before it. */
  spaced: boolean;
}

function tokenize(text: string): Spaced[] {
  const tokens: Spaced[] = [];
  let spaced = false;
  for (const match of text.matchAll(PATTERN)) {
    if (/^\s$/.test(match[0])) {
      spaced = true;
      continue;
    }
    tokens.push({ kind: kindOf(match.groups ?? {}, match[0]), text: match[0], spaced });
    spaced = false;
  }
  return tokens;
}

/** The words of the clause that begins at this token; empty when none does. */
function opening(tokens: readonly Spaced[], at: number): string[] {
  if (tokens[at]?.kind !== 'keyword') {
    return [];
  }
  return OPENINGS.find((words) => words.every((word, i) => tokens[at + i]?.text.toUpperCase() === word)) ?? [];
}

/** Builds the lines: a stack of brackets says how deep, and which of them hold a query. */
class Lines {
  readonly lines: Line[] = [{ indent: 0, tokens: [] }];
  private readonly brackets: boolean[] = [];
  private between = false;

  private get depth(): number {
    return this.brackets.filter(Boolean).length * 2;
  }

  private get plainBracket(): boolean {
    return this.brackets.length > 0 && this.brackets[this.brackets.length - 1] === false;
  }

  breakTo(indent: number): void {
    const line = this.lines[this.lines.length - 1] as Line;
    if (line.tokens.length === 0) {
      line.indent = Math.min(indent, MAX_INDENT);
    } else {
      this.lines.push({ indent: Math.min(indent, MAX_INDENT), tokens: [] });
    }
  }

  put(token: Spaced): void {
    const line = this.lines[this.lines.length - 1] as Line;
    const text = token.spaced && line.tokens.length > 0 ? ` ${token.text}` : token.text;
    line.tokens.push({ kind: token.kind, text });
  }

  clause(words: string[]): void {
    const first = words[0] ?? '';
    if (this.plainBracket) {
      return;
    }
    if (first === 'AND' && this.between) {
      this.between = false;
      return;
    }
    this.breakTo(this.depth + (BRANCHES.includes(first) ? 1 : 0));
  }

  sign(tokens: readonly Spaced[], at: number): boolean {
    const token = tokens[at] as Spaced;
    if (token.text === '(') {
      this.put(token);
      const query = ['SELECT', 'WITH'].includes(tokens[at + 1]?.text.toUpperCase() ?? '');
      this.brackets.push(query);
      if (query) {
        this.breakTo(this.depth);
      }
      return true;
    }
    if (token.text === ')' && this.brackets.length > 0) {
      if (this.brackets.pop()) {
        this.breakTo(this.depth);
      }
    }
    return false;
  }

  word(token: Spaced): void {
    if (token.text.toUpperCase() === 'BETWEEN') {
      this.between = true;
    }
  }
}

function layOut(tokens: readonly Spaced[]): Line[] {
  const lines = new Lines();
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Spaced;
    const words = opening(tokens, at);
    if (words.length > 0) {
      lines.clause(words);
      tokens.slice(at, at + words.length).forEach((word) => lines.put(word));
      at += words.length - 1;
      continue;
    }
    lines.word(token);
    if (!lines.sign(tokens, at)) {
      lines.put(token);
    }
    if (token.kind === 'comment') {
      lines.breakTo(0);
    }
  }
  return lines.lines.filter((line) => line.tokens.length > 0);
}

/** Whether the text looks like SQL that can be laid out. */
export function isSql(text: string): boolean {
  return text.length <= MAX_STATEMENT && STARTS.test(text);
}

function json(text: string): string | null {
  if (text.length > MAX_STATEMENT || !/^\s*[[{]/.test(text)) {
    return null;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

/** The statement in lines; as it came when it is neither SQL nor JSON, or very long. */
export function formatStatement(text: string): Line[] {
  if (isSql(text)) {
    return layOut(tokenize(text));
  }
  return (json(text) ?? text).split('\n').map((line) => {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    return { indent: indent / 2, tokens: [{ kind: 'name', text: line.slice(indent) }] };
  });
}
