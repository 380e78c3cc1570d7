// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { Icon } from './Icon';

/** Names the partitions of the index that did not answer a list. */
export function PartialNote({ missing, what }: { missing: readonly string[]; what: string }) {
  if (missing.length === 0) return null;
  return (
    <p class="partial" role="status">
      <Icon name="warning" />
      <span>
        Some {what} may be missing: {missing.length === 1 ? 'partition' : 'partitions'} {missing.join(', ')}{' '}
        of the index did not answer.
      </span>
    </p>
  );
}
