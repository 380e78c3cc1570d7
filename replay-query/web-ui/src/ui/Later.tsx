// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of the page whose code comes when it is wanted for the first time, and stays. */
export function Later<P extends object>(props: {
  wanted: boolean;
  load: () => Promise<ComponentType<P>>;
  with: P;
}) {
  const { wanted, load } = props;
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    if (wanted && !Part) void load().then((loaded) => setPart(() => loaded));
  }, [wanted, Part, load]);
  return Part && <Part {...props.with} />;
}
