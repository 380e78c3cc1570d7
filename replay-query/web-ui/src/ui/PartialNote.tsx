// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { Icon } from './Icon';

/** Says what a list may lack: partitions of the index that did not answer, and what copies of it do not know yet. */
export function PartialNote(props: { missing: readonly string[]; copied: boolean; what: string }) {
  const { missing, copied, what } = props;
  if (missing.length === 0 && !copied) return null;
  return (
    <p class="partial" role="status">
      <Icon name="warning" />
      <span>
        {missing.length > 0 &&
          `Some ${what} may be missing: ${missing.length === 1 ? 'partition' : 'partitions'} ` +
            `${missing.join(', ')} of the index did not answer. `}
        {copied && `The ${what} of the last seconds may be missing: a copy of the index answered in part.`}
      </span>
    </p>
  );
}
