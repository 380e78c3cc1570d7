// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import type { Failure } from '../api/client';
import { Icon } from './Icon';

/** A message in place of a page's content: nothing there, or something wrong. */
export function Message(props: { title: string; tone?: 'plain' | 'wrong'; children?: ComponentChildren }) {
  const wrong = props.tone === 'wrong';
  return (
    <section class={wrong ? 'message wrong' : 'message'} role={wrong ? 'alert' : undefined}>
      {wrong && <Icon name="error" />}
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

const ENDS: Readonly<Record<string, string>> = {
  erased: 'It was erased.',
  'past its retention': 'Its retention time is over.',
  'the link has expired': 'The link has expired.',
  'the link was revoked': 'The link was revoked.',
};

/** Why something is gone, as far as the service says. */
export function endInWords({ detail }: Extract<Failure, { kind: 'gone' }>): string {
  return ENDS[detail ?? ''] ?? 'It was erased, or its retention time is over.';
}

/**
 * Says what went wrong. A service that is restoring is waited for, with its progress; the rest can be tried again.
 * `children` are other ways out.
 */
export function FailureMessage(props: {
  failure: Failure;
  what: string;
  onRetry: () => void;
  children?: ComponentChildren;
}) {
  const { failure, what, onRetry, children } = props;
  switch (failure.kind) {
    case 'restoring':
      return <Restoring progress={failure.progress} />;
    case 'absent':
      return (
        <Message title={`This ${what} is not known`}>
          <p>The link may be wrong, or nothing of it has arrived yet.</p>
          <p class="actions">
            <button onClick={onRetry}>Retry</button>
            <a class="button" href="/sessions">
              All sessions
            </a>
          </p>
        </Message>
      );
    case 'gone':
      return (
        <Message title={`This ${what} is gone`}>
          <p>{endInWords(failure)}</p>
          <a class="button" href="/sessions">
            All sessions
          </a>
        </Message>
      );
    case 'refused':
    case 'broken':
      return (
        <Message title={`The ${what} could not be loaded`} tone="wrong">
          <p>{failure.detail}</p>
          <p class="actions">
            <button class="primary" onClick={onRetry}>
              Retry
            </button>
            {children}
          </p>
        </Message>
      );
  }
}

function Restoring({ progress }: { progress: number | null }) {
  return (
    <section class="message" role="status" aria-live="polite">
      <h2>The service is restoring its index</h2>
      <p>This page goes on by itself when it is ready.</p>
      <p class="restoring">
        <progress max="1" aria-label="Restored so far" {...(progress === null ? {} : { value: progress })} />
        {progress !== null && <span>{Math.floor(progress * 100)}%</span>}
      </p>
    </section>
  );
}
