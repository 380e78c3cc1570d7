// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { RumItem } from '../api/types';
import { formatBytes, formatDuration, formatSpan, plainWords } from '../format';
import {
  actionFacts,
  errorFacts,
  longTaskFacts,
  messageAttribute,
  pageUrlOf,
  resourceFacts,
  viewFacts,
  type Phase,
} from '../items/facts';
import { Frustrations, headlineOf, Rated, StatusCode } from '../lists/itemColumns';
import { ATTRIBUTE, listUrl } from '../query/query';
import { Facts, timeFact, urlFact, type Fact } from './Facts';

function duration(ms: number | null): string | null {
  return ms === null ? null : formatDuration(ms);
}

/** What every item has. */
function common(item: RumItem): Fact[] {
  return [
    ['At', timeFact(item.atMs)],
    ['Received', timeFact(item.receivedMs)],
    ['On page', urlFact(pageUrlOf(item))],
  ];
}

export function ViewBody({ item }: { item: RumItem }) {
  const { url, referrer, loadingType, loadingMs, steps, vitals, counts } = viewFacts(item);
  return (
    <>
      <section class="card" aria-label="Facts">
        <Facts
          facts={[
            ['URL', urlFact(url)],
            ['Referrer', urlFact(referrer)],
            ['Loading', loadingType === null ? null : plainWords(loadingType)],
            ['Loading time', duration(loadingMs)],
            ['Time spent', item.durationMs === null ? null : formatSpan(item.durationMs)],
            ['At', timeFact(item.atMs)],
            ['Received', timeFact(item.receivedMs)],
          ]}
        />
      </section>
      {vitals.length > 0 && (
        <section class="card" aria-label="Web vitals">
          <h2>Web vitals</h2>
          <dl class="tiles">
            {vitals.map((vital) => (
              <div key={vital.name}>
                <dt title={vital.title}>{vital.name}</dt>
                <dd>
                  <Rated vital={vital} />
                </dd>
                <dd class="muted">{vital.target ?? vital.title}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {counts.length > 0 && (
        <section class="card" aria-label="Counts">
          <h2>Counts</h2>
          <dl class="tiles">
            {counts.map(({ title, count }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{count}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {steps.length > 0 && (
        <section class="card" aria-label="Loading">
          <h2>Loading</h2>
          <Bars bars={steps.map(({ title, ms }) => ({ title, startMs: 0, durationMs: ms }))} />
        </section>
      )}
    </>
  );
}

export function ErrorBody({ item }: { item: RumItem }) {
  const { message, type, source, handling, stack } = errorFacts(item);
  const attribute = messageAttribute(item);
  return (
    <section class="card" aria-label="Facts">
      {message !== headlineOf('errors', item) && <p class="recorded">{message}</p>}
      {attribute !== null && (
        <p class="same">
          <a href={listUrl('errors', item.app, { name: ATTRIBUTE + attribute, value: message })}>
            All errors with this message
          </a>
        </p>
      )}
      <Facts
        facts={[
          ['Type', type],
          ['Source', source],
          ['Handling', handling === null ? null : plainWords(handling)],
          ...common(item),
        ]}
      />
      <h2>Stack</h2>
      {stack === null ? <p class="muted">None was recorded.</p> : <pre tabIndex={0}>{stack}</pre>}
    </section>
  );
}

export function ResourceBody({ item }: { item: RumItem }) {
  const { url, method, status, type, bytes, transferBytes, protocol, phases } = resourceFacts(item);
  return (
    <>
      <section class="card" aria-label="Facts">
        <Facts
          facts={[
            ['URL', urlFact(url)],
            ['Method', method],
            ['Status', status === null ? null : <StatusCode code={status} />],
            ['Type', type],
            ['Duration', duration(item.durationMs)],
            ['Size', bytes === null ? null : formatBytes(bytes)],
            ['Transferred', transferBytes === null ? null : formatBytes(transferBytes)],
            ['Protocol', protocol],
            ...common(item),
          ]}
        />
      </section>
      <section class="card" aria-label="Timing">
        <h2>Timing</h2>
        <Timing phases={phases} durationMs={item.durationMs} />
      </section>
    </>
  );
}

/** Where the time of a resource went: each part where it lies in the whole. */
function Timing({ phases, durationMs }: { phases: readonly Phase[]; durationMs: number | null }) {
  if (phases.length === 0) return <p class="muted">The parts of its loading were not recorded.</p>;
  const whole = durationMs === null ? [] : [{ title: 'Whole', startMs: 0, durationMs }];
  return (
    <Bars
      bars={[
        ...whole,
        ...phases.map(({ name, startMs, durationMs: ms }) => ({ title: name, startMs, durationMs: ms })),
      ]}
    />
  );
}

interface Bar {
  title: string;
  startMs: number;
  durationMs: number;
}

function Bars({ bars }: { bars: readonly Bar[] }) {
  const endMs = Math.max(1, ...bars.map(({ startMs, durationMs }) => startMs + durationMs));
  return (
    <dl class="bars">
      {bars.map(({ title, startMs, durationMs }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <span class="bar-track" aria-hidden="true">
              <i style={{ left: `${(startMs / endMs) * 100}%`, width: `${(durationMs / endMs) * 100}%` }} />
            </span>
            <span class="bar-value">{formatDuration(durationMs)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function ActionBody({ item }: { item: RumItem }) {
  const { name, type, selector, frustrations, errors, resources, longTasks } = actionFacts(item);
  const count = (value: number | null) => (value === null ? null : String(value));
  return (
    <section class="card" aria-label="Facts">
      <Facts
        facts={[
          ['Target', name],
          ['Selector', selector === null ? null : <span class="mono">{selector}</span>],
          ['Type', type === null ? null : plainWords(type)],
          ['Frustration', <Frustrations of={frustrations} />],
          ['Duration', duration(item.durationMs)],
          ['Errors', count(errors)],
          ['Resources', count(resources)],
          ['Long tasks', count(longTasks)],
          ...common(item),
        ]}
      />
    </section>
  );
}

export function LongTaskBody({ item }: { item: RumItem }) {
  const { type, blockingMs, scripts } = longTaskFacts(item);
  return (
    <section class="card" aria-label="Facts">
      <Facts
        facts={[
          ['Duration', duration(item.durationMs)],
          ['Blocking', duration(blockingMs)],
          ['Type', type === null ? null : plainWords(type)],
          ...common(item),
        ]}
      />
      <h2>Scripts</h2>
      {scripts.length === 0 ? (
        <p class="muted">Its SDK names none.</p>
      ) : (
        <ul class="scripts">
          {scripts.map(({ url, functionName, invoker, durationMs }, index) => (
            <li key={index}>
              <Facts
                facts={[
                  ['Invoker', invoker],
                  ['Function', functionName === null ? null : <span class="mono">{functionName}</span>],
                  ['Script', urlFact(url)],
                  ['Duration', duration(durationMs)],
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
