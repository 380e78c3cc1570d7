// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** Why data is missing, as the service names it, in words for a reader. */
const REASONS: Record<string, string> = {
  UNSUPPORTED: 'It was recorded in a format that this version cannot play.',
  NO_FULL_SNAPSHOT: 'The recording holds no full picture of the page to start from.',
  LOST: 'Data that the picture depends on never arrived.',
  PART_LOST: 'A part of the data that the picture depends on never arrived.',
  REJECTED: 'Data that the picture depends on arrived, but could not be read.',
  EXPIRED: 'The data that the picture depends on is past its retention time.',
  LIMIT: 'The session is larger than what is kept for playback.',
};

export function reasonInWords(reason: string): string {
  return REASONS[reason] ?? `Data that the picture depends on is not there (${reason}).`;
}
