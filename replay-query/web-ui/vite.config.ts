// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vite';
import { budgets } from './vite.budgets.ts';
import { onePostcss } from './vite.player.ts';

export default defineConfig({
  // The service serves dist/ under /ui/, and index.html at every page's URL.
  base: '/ui/',
  plugins: [onePostcss, budgets],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // The first versions that know light-dark().
    target: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // Nothing is inlined: the page's Content-Security-Policy admits files under /ui/ only.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: {
    // `npm run dev` beside a running installation.
    proxy: { '/api': 'http://127.0.0.1:8401' },
  },
});
