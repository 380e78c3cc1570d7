// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** Whether keys that type a character do something. Who speaks to the machine, or strikes keys by chance, turns them off. */
const KEY = 'playhead.letters';

export function lettersWork(): boolean {
  return localStorage.getItem(KEY) !== '0';
}

export function rememberLetters(work: boolean): void {
  localStorage.setItem(KEY, work ? '1' : '0');
}
