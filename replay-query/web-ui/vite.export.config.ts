// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { defineConfig, type Plugin } from 'vite';
import { onePostcss } from './vite.player.ts';

/**
 * Inside an element, these would end it or make a comment of what follows. In a program they can only stand in texts
 * and patterns, where an escape is the same.
 */
const safeInAPage: Plugin = {
  name: 'safe-in-a-page',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk')
        file.code = file.code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '\\x3c!--');
    }
  },
};

/** The player of exported sessions: one script and one style sheet, which the service puts into the page. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [onePostcss, safeInAPage],
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist/export',
    emptyOutDir: true,
    copyPublicDir: false,
    modulePreload: false,
    cssCodeSplit: false,
    // Whatever the styles refer to has to be in the file.
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rollupOptions: {
      input: 'src/export/main.tsx',
      output: { format: 'iife', entryFileNames: 'player.js', assetFileNames: 'player[extname]' },
    },
  },
});
