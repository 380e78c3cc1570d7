// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from 'vite';

/** The most JavaScript that a page may need before it shows something, in bytes after gzip. */
const BUDGETS = {
  'src/explorer/ExplorerPage.tsx': 35_000,
  'src/replay/ReplayPage.tsx': 110_000,
};

interface Chunk {
  type: string;
  code?: string;
  facadeModuleId?: string | null;
  imports?: string[];
  isEntry?: boolean;
}

/** Fails a build in which a page has outgrown its budget. What comes only when it is asked for does not count. */
export const budgets: Plugin = {
  name: 'budgets',
  async writeBundle(_, bundle: Record<string, Chunk>) {
    const entry = Object.keys(bundle).find((file) => bundle[file]!.isEntry)!;
    for (const [page, most] of Object.entries(BUDGETS)) {
      const start = Object.keys(bundle).find((file) => bundle[file]!.facadeModuleId?.endsWith(page));
      if (!start) this.error(`there is no chunk for ${page}`);
      let bytes = 0;
      for (const file of needed(bundle, [entry, start])) bytes += await compressed(bundle[file]!.code ?? '');
      if (bytes > most) this.error(`${page} needs ${bytes} bytes of JavaScript, its budget is ${most}`);
      this.info(`${page} needs ${bytes} bytes of JavaScript, of ${most}`);
    }
  },
};

/** The files that these import at once, and themselves. */
function needed(bundle: Record<string, Chunk>, files: string[]): Set<string> {
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    bundle[file]?.imports?.forEach(follow);
  };
  files.forEach(follow);
  return found;
}

async function compressed(code: string): Promise<number> {
  const stream = new Blob([code]).stream().pipeThrough(new CompressionStream('gzip'));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
