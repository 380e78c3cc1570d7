// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from 'vite';

const PLAYER = /@rrweb\/replay\/dist\/replay\.js$/;
const START = /(?<== )requirePostcss(\$\d+)?\(\);$/gm;
const IDLE_READ = /^postcss(\$\d+)?\.\w+;\n/gm;

/**
 * The player carries PostCSS twice and uses one of them. The other stays in a bundle for its start and for reads that
 * do nothing: said to be without effect, it goes, and one that is used does not.
 */
export const onePostcss: Plugin = {
  name: 'one-postcss',
  transform(code, id) {
    if (!PLAYER.test(id)) return null;
    if (code.match(START)?.length !== 2)
      this.error('@rrweb/replay no longer carries PostCSS twice as it did: see whether this is still wanted');
    return {
      code: code.replace(START, '/* @__PURE__ */ $&').replace(IDLE_READ, ''),
      map: null,
    };
  },
};
