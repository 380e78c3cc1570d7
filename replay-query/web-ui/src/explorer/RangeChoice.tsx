// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { ANY_TIME, SPANS, type Range } from '../query/query';
import { spanInWords } from '../query/words';

const CUSTOM = 'custom';

/** Which receive times are listed: a span up to now, or any two times. */
export function RangeChoice({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  const asksTimes = useSignal(false);
  const custom = asksTimes.value || range.is === 'between';
  const span = range.is === 'last' ? range.span : '';
  const spans: readonly string[] = SPANS;
  return (
    <>
      <label class="choice">
        <span>Received</span>
        <select
          value={custom ? CUSTOM : span}
          onChange={({ currentTarget: { value } }) => {
            asksTimes.value = value === CUSTOM;
            if (value !== CUSTOM) onRange(value === '' ? ANY_TIME : { is: 'last', span: value });
          }}
        >
          <option value="">Any time</option>
          {span !== '' && !spans.includes(span) && <option value={span}>{spanInWords(span)}</option>}
          {spans.map((one) => (
            <option key={one} value={one}>
              {spanInWords(one)}
            </option>
          ))}
          <option value={CUSTOM}>From … to …</option>
        </select>
      </label>
      {custom && (
        <Times
          key={JSON.stringify(range)}
          range={range}
          onRange={(times) => {
            asksTimes.value = false;
            onRange(times);
          }}
        />
      )}
    </>
  );
}

function Times({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  const from = useSignal(range.is === 'between' ? localTime(range.fromMs) : '');
  const to = useSignal(range.is === 'between' ? localTime(range.toMs) : '');
  const [fromMs, toMs] = [timeOf(from.value), timeOf(to.value)];
  const backwards = fromMs !== null && toMs !== null && fromMs >= toMs;
  return (
    <form
      class="times"
      onSubmit={(event) => {
        event.preventDefault();
        if (backwards) return;
        onRange(fromMs === null && toMs === null ? ANY_TIME : { is: 'between', fromMs, toMs });
      }}
    >
      <label>
        <span class="visually-hidden">Received from</span>
        <input
          type="datetime-local"
          step="1"
          value={from.value}
          onInput={(event) => (from.value = event.currentTarget.value)}
        />
      </label>
      <span class="muted">to</span>
      <label>
        <span class="visually-hidden">Received before</span>
        <input
          type="datetime-local"
          step="1"
          value={to.value}
          aria-invalid={backwards}
          onInput={(event) => (to.value = event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={backwards} title={backwards ? 'It ends before it begins' : undefined}>
        Apply
      </button>
    </form>
  );
}

/** A time as the field of the browser wants it: local, to the second. */
function localTime(atMs: number | null): string {
  if (atMs === null) return '';
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

function timeOf(local: string): number | null {
  const atMs = local === '' ? NaN : new Date(local).getTime();
  return Number.isFinite(atMs) ? atMs : null;
}
