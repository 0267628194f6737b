// SPDX-License-Identifier: Apache-2.0
// After the build: compresses what is served, and lists it, since a class path cannot be listed.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../target/classes/orrery/ui/', import.meta.url));
const WORTH_COMPRESSING_BYTES = 512;
const TEXT = /\.(html|js|css|svg|json)$/;

function walk(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

const files = walk(root).sort();
let javascript = 0;
for (const path of files) {
  const bytes = readFileSync(path);
  if (!TEXT.test(path) || bytes.length < WORTH_COMPRESSING_BYTES) continue;
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(`${path}.gz`, gzip);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  if (path.endsWith('.js')) javascript += gzip.length;
}
writeFileSync(join(root, 'files.txt'), files.map((path) => relative(root, path).replaceAll('\\', '/') + '\n').join(''));
console.log(`ui: ${files.length} files, all JavaScript ${Math.round(javascript / 1024)} KB gzip`);
