// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** Random numbers that are the same for the same seed. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
}

/** Runs a property for many seeds; a failure names the seed that shows it. */
export function forAll(property: (random: Random) => void, runs = 300): void {
  for (let seed = 1; seed <= runs; seed++) {
    try {
      property(randomOf(seed));
    } catch (thrown) {
      throw new Error(`seed ${seed}`, { cause: thrown });
    }
  }
}

/** Mulberry32. */
function randomOf(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { whole: (from, to) => from + Math.floor(next() * (to - from + 1)) };
}
