// SPDX-License-Identifier: Apache-2.0
// Writes src/api/schema.ts from the GraphQL schema; with --check fails when it has drifted.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isScalarType } from 'graphql';

const source = new URL('../../query/src/main/resources/orrery/query/', import.meta.url);
const target = new URL('../src/api/schema.ts', import.meta.url);
const SCALARS = { ID: 'string', String: 'string', Int: 'number', Float: 'number', Long: 'number', Boolean: 'boolean', Series: '(number | null)[]' };

const files = readdirSync(source).filter((name) => name.endsWith('.graphqls')).sort();
const schema = buildSchema(files.map((name) => readFileSync(new URL(name, source), 'utf8')).join('\n'));

function typescript(type) {
  if (isNonNullType(type)) return bare(type.ofType);
  return `${bare(type)} | null`;
}

function bare(type) {
  if (isListType(type)) {
    const item = typescript(type.ofType);
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (isScalarType(type)) {
    if (!SCALARS[type.name]) throw new Error(`scalar ${type.name} has no TypeScript type; name one in scripts/schema.mjs`);
    return SCALARS[type.name];
  }
  return type.name;
}

function fields(type, optional) {
  return Object.values(type.getFields())
    .map((field) => `  ${field.name}${optional && !isNonNullType(field.type) ? '?' : ''}: ${typescript(field.type)};`)
    .join('\n');
}

function declaration(type) {
  if (isEnumType(type)) return `export type ${type.name} = ${type.getValues().map((value) => `'${value.name}'`).join(' | ')};`;
  if (isInputObjectType(type)) return `export interface ${type.name} {\n${fields(type, true)}\n}`;
  return `export interface ${type.name} {\n${fields(type, false)}\n}`;
}

const types = Object.values(schema.getTypeMap())
  .filter((type) => !type.name.startsWith('__'))
  .filter((type) => isEnumType(type) || isInputObjectType(type) || isObjectType(type))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
const text = `// SPDX-License-Identifier: Apache-2.0
// Generated from query/src/main/resources/orrery/query/*.graphqls; \`npm run schema\` writes it anew.

${types.map(declaration).join('\n\n')}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/api/schema.ts differs from the GraphQL schema; run: npm --prefix ui run schema');
  process.exit(1);
}
