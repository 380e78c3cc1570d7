// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The JSON values of a stream of lines, each as soon as its line is complete, with the bytes it took.
 *
 * @param wanted passes over a line before it is parsed
 */
export async function* readLines(
  stream: ReadableStream<Uint8Array>,
  wanted: (line: string) => boolean = () => true,
): AsyncGenerator<{ value: unknown; bytes: number }> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      let from = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
        const line = rest.slice(from, end);
        if (line !== '' && wanted(line)) yield { value: JSON.parse(line), bytes: line.length };
        from = end + 1;
      }
      rest = rest.slice(from);
      if (done) break;
    }
    if (rest.trim() !== '' && wanted(rest)) yield { value: JSON.parse(rest), bytes: rest.length };
  } finally {
    await reader.cancel();
  }
}
