// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** The data of an exported page: elements that hold gzip in Base64. */
export interface Block {
  /** The view whose events it holds. */
  view: string;
  text: string;
}

export function blocksOf(page: Document, name: 'facts' | 'events'): Block[] {
  return [...page.querySelectorAll<HTMLScriptElement>(`script.${name}`)].map((element) => ({
    view: element.dataset['view'] ?? '',
    text: element.text,
  }));
}

export function readBlock(block: Block): Promise<string> {
  return new Response(inflated(block)).text();
}

/** The events of one view as NDJSON; a block is inflated when it is its turn. */
export function eventsOf(blocks: readonly Block[], view: string): ReadableStream<Uint8Array> {
  const left = blocks.filter((block) => block.view === view);
  return new ReadableStream({
    async pull(stream) {
      const next = left.shift();
      if (next === undefined) stream.close();
      else stream.enqueue(new Uint8Array(await new Response(inflated(next)).arrayBuffer()));
    },
  });
}

function inflated({ text }: Block): ReadableStream<Uint8Array> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}
