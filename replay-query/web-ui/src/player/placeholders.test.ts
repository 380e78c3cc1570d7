// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { filesFrom } from './assets';
import type { RecordedEvent } from './events';
import { withoutRemoteFiles } from './placeholders';

const FOREIGN = 'https://shop.example/cat.png?x=1';
const cleaned = (event: unknown) =>
  JSON.stringify(withoutRemoteFiles(structuredClone(event) as RecordedEvent));
const element = (tagName: string, attributes: object, childNodes: unknown[] = []) => ({
  type: 2,
  id: 1,
  tagName,
  attributes,
  childNodes,
});
const snapshot = (node: unknown) => ({
  type: 2,
  timestamp: 0,
  data: { node: { type: 0, childNodes: [node] } },
});
const change = (data: object) => ({ type: 3, timestamp: 0, data });

test.each([
  ['an image', snapshot(element('img', { src: FOREIGN, srcset: `${FOREIGN} 2x` }))],
  [
    'an image that is added',
    change({ source: 0, adds: [{ parentId: 1, node: element('img', { src: FOREIGN }) }] }),
  ],
  ['an image that changes', change({ source: 0, attributes: [{ id: 1, attributes: { src: FOREIGN } }] })],
  ['a poster', snapshot(element('video', { poster: FOREIGN }))],
  ['a frame', snapshot(element('iframe', { src: FOREIGN, srcdoc: FOREIGN }))],
  ['a linked style sheet', snapshot(element('link', { rel: 'stylesheet', href: FOREIGN }))],
  [
    'an inlined style sheet',
    snapshot(element('link', { _cssText: `@import "${FOREIGN}"; a{b:url(${FOREIGN})}` })),
  ],
  ['a style attribute', snapshot(element('p', { style: `background: URL( '${FOREIGN}' )` }))],
  [
    'a style element',
    snapshot(element('style', {}, [{ type: 3, id: 2, textContent: `a{b:url("${FOREIGN}")}` }])),
  ],
  [
    'a style that changes',
    change({ source: 0, attributes: [{ id: 1, attributes: { style: { b: [`url(${FOREIGN})`, ''] } } }] }),
  ],
  [
    'an image set',
    snapshot(element('p', { style: `background: image-set("${FOREIGN}" 1x, url(${FOREIGN}) 2x)` })),
  ],
  [
    'an escaped address',
    snapshot(element('p', { style: `background: u\\72 l(${FOREIGN}), \\75\\72\\6c(${FOREIGN})` })),
  ],
  ['an escaped import', snapshot(element('style', { _cssText: `@\\69mport"${FOREIGN}";` }))],
  ['a rule that is added', change({ source: 8, adds: [{ rule: `a{b:url(${FOREIGN})}` }] })],
  ['a font', change({ source: 10, family: 'a', fontSource: `url(${FOREIGN})` })],
  ['a declaration', change({ source: 13, set: { property: 'b', value: `url(${FOREIGN})` } })],
  [
    'an adopted sheet',
    change({ source: 15, styles: [{ styleId: 1, rules: [{ rule: `a{b:url(${FOREIGN})}` }] }] }),
  ],
])('%s of the recorded site is not loaded', (_, event) => {
  expect(cleaned(event)).not.toContain('shop.example');
});

const CDN = 'https://cdn.example/a';

test.each([
  ['an image', snapshot(element('img', { src: CDN }))],
  ['a poster', snapshot(element('video', { poster: CDN }))],
  ['a linked style sheet', snapshot(element('link', { rel: 'stylesheet', href: CDN }))],
  ['an imported style sheet', snapshot(element('style', { _cssText: `@import url("${CDN}") screen;` }))],
  ['a background', snapshot(element('p', { style: `background: url(${CDN}), image-set("${CDN}" 2x)` }))],
  ['a font', change({ source: 10, family: 'a', fontSource: `url('${CDN}')` })],
  [
    'an adopted sheet',
    change({ source: 15, styles: [{ styleId: 1, rules: [{ rule: `a{b:url(${CDN})}` }] }] }),
  ],
])('%s is left where its application allows it, and beside it nothing else', (_, event) => {
  const allowed = withoutRemoteFiles(
    structuredClone(event) as RecordedEvent,
    filesFrom(['https://cdn.example']),
  );
  expect(JSON.stringify(allowed)).toBe(JSON.stringify(event));
  const foreign = JSON.parse(JSON.stringify(event).replaceAll(CDN, FOREIGN)) as RecordedEvent;
  expect(JSON.stringify(withoutRemoteFiles(foreign, filesFrom(['https://cdn.example'])))).not.toContain(
    'shop.example',
  );
});

test.each([
  ['a video', snapshot(element('video', { src: CDN }))],
  ['a script', snapshot(element('script', { src: CDN }))],
  ['a frame', snapshot(element('iframe', { src: CDN }))],
])('%s is never loaded', (_, event) => {
  const left = withoutRemoteFiles(
    structuredClone(event) as RecordedEvent,
    filesFrom(['https://cdn.example']),
  );
  expect(JSON.stringify(left)).not.toContain('cdn.example');
});

test('an image becomes a placeholder that is named after it', () => {
  expect(decodeURIComponent(cleaned(snapshot(element('img', { src: FOREIGN }))))).toContain('cat.png');
});

test('nothing starts or takes the focus by itself', () => {
  const event = snapshot(element('video', { autoplay: '', autofocus: '' }));
  expect(cleaned(event)).not.toContain('auto');
});

test('escapes in a style that loads nothing stay', () => {
  const event = snapshot(element('style', { _cssText: '.w-1\\/2::before{content:"\\f101"}' }));
  expect(cleaned(event)).toBe(JSON.stringify(event));
});

test('what needs no loading stays', () => {
  const event = snapshot(
    element('div', { style: 'color: red' }, [
      element('a', { href: FOREIGN }),
      element('img', { src: 'data:image/png;base64,AAAA' }),
      element('p', { style: 'background: url(data:image/png;base64,AAAA)' }),
      element('use', { href: '#shape' }),
      { type: 3, id: 9, textContent: `url(${FOREIGN})` },
    ]),
  );
  expect(cleaned(event)).toBe(JSON.stringify(event));
});
