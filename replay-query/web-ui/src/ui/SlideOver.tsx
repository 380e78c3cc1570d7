// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon';

/** A dialog that slides in from the right over a page that stays as it is. What is in it is there while it is open. */
export function SlideOver(props: { open: Signal<boolean>; title: string; children: ComponentChildren }) {
  const { open, title, children } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => (open.value = false);
  useLayoutEffect(() => {
    if (open.value) dialog.current!.showModal();
    else dialog.current!.close();
  }, [open.value]);
  return (
    <dialog
      ref={dialog}
      class="slide-over"
      aria-labelledby={id}
      onClose={close}
      // What is inside the dialog covers it: only its backdrop is pressed as the dialog itself.
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      {open.value && (
        <div>
          <div class="head">
            <h2 id={id}>{title}</h2>
            <button class="icon-only" aria-label="Close" title="Close (Esc)" onClick={close}>
              <Icon name="close" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
