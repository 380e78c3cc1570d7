// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

export const FOREIGN = 'http://evil.test';

/** What a page could try in order to call home, as far as the service lets it through: scripts it takes out. */
export function hostileEvents(view, startMs) {
  let id = 0;
  const text = (textContent) => ({ type: 3, id: ++id, textContent });
  const element = (tagName, attributes, ...childNodes) => ({
    type: 2,
    id: ++id,
    tagName,
    attributes,
    childNodes,
  });
  const body = element(
    'body',
    {},
    element('h1', {}, text('Teapot Corner <script>alert(1)</script>')),
    element('img', { src: 'x', srcset: `${FOREIGN}/2x.png 2x` }),
    element('iframe', { srcdoc: `<img src="${FOREIGN}/frame.png">` }),
    element('iframe', { src: `${FOREIGN}/frame` }),
    element('a', { href: FOREIGN }, text('a link')),
    element('link', { rel: 'stylesheet', href: `${FOREIGN}/a.css` }),
    element('link', { rel: 'dns-prefetch', href: FOREIGN }),
    element('style', { _cssText: `@import"${FOREIGN}/i.css";h1{background:u\\72l(${FOREIGN}/escaped.png)}` }),
    element('style', {}, text(`p{background:image-set("${FOREIGN}/set.png" 1x)}`)),
    element('video', { src: `${FOREIGN}/v.mp4`, poster: `${FOREIGN}/p.png`, autoplay: '' }),
    element('object', { data: `${FOREIGN}/o.swf` }),
    element('input', { type: 'image', src: `${FOREIGN}/i.png`, autofocus: '' }),
    element('p', { style: `background:url(${FOREIGN}/p.png)` }, text('end of the page')),
  );
  const bodyId = body.id;
  const root = { type: 0, id: ++id, childNodes: [element('html', {}, element('head', {}), body)] };
  const late = [{ parentId: bodyId, nextId: null, node: element('img', { src: `${FOREIGN}/late.png` }) }];
  const change = (data, offsetMs) => ({ type: 3, timestamp: startMs + offsetMs, view, data });
  return [
    { type: 4, timestamp: startMs, view, data: { href: FOREIGN, width: 900, height: 600 } },
    {
      type: 2,
      timestamp: startMs + 1,
      view,
      data: { node: root, initialOffset: { top: 0, left: 0 } },
    },
    change({ source: 0, texts: [], attributes: [], removes: [], adds: late }, 100),
    // A style rule for an element that has no sheet.
    change(
      { source: 8, id: bodyId, adds: [{ rule: `h1{background:url(${FOREIGN}/rule.png)}`, index: 0 }] },
      200,
    ),
    change({ source: 10, family: 'Evil', fontSource: `url(${FOREIGN}/font.woff)`, buffer: false }, 300),
    change({ source: 7, type: 0, id: bodyId }, 400),
    change({ source: 1, positions: [{ x: 1, y: 1, id: bodyId, timeOffset: 0 }] }, 3_000_000),
  ];
}
