// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` passes requests on to: a running `orrery up`.
const server = process.env.ORRERY_UI ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: false },
  build: {
    outDir: 'target/classes/orrery/ui',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows neither data: URLs nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/graphql': server, '/about.json': server } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', 'junit'],
    // Where build/summary.sh counts.
    outputFile: { junit: 'target/surefire-reports/TEST-vitest.xml' },
  },
});
