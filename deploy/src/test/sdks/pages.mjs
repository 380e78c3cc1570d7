// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// The pages that record: page.html once for each SDK, which is started by the snippet that docs/sdks.md shows.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = import.meta.dirname;
const modules = resolve(root, 'node_modules');
const page = readFileSync(resolve(root, 'page.html'), 'utf8');
const snippets = readSnippets(resolve(root, '../../../../docs/sdks.md'));

/**
 * Where a browser finds what the snippets and the SDKs import: the files as npm has them, not bundled by us. Datadog's
 * come bundled already, for a script tag and as a global variable.
 */
const imports = {
  '@datadog/browser-rum': 'data:text/javascript,export const datadogRum = window.DD_RUM;',
  'posthog-js/dist/module.full.no-external': '/node_modules/posthog-js/dist/module.full.no-external.js',
};
for (const name of [
  '@rrweb/record',
  '@rrweb/rrweb-plugin-console-record',
  '@sentry/browser',
  '@sentry/browser-utils',
  '@sentry/conventions/attributes',
  '@sentry/conventions/metrics',
  '@sentry/conventions/op',
  '@sentry/core',
  '@sentry/core/browser',
  '@sentry/feedback',
  '@sentry/replay',
  '@sentry/replay-canvas',
  'web-vitals',
]) {
  imports[name] = `/${relative(root, fileURLToPath(import.meta.resolve(name)))}`;
}

/** Serves each SDK's page from an origin of its own, until it is closed. */
export async function servePages(sdks, gateway) {
  const pages = new Map();
  const holds = new Map();
  for (const sdk of sdks) {
    pages.set(`/${sdk.name}`, pageWith(headOf(sdk, gateway)));
    pages.set(`/${sdk.name}/goodbye`, pageWith(''));
  }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://pages');
    const file = resolve(root, `.${pathname}`);
    if (pages.has(pathname)) {
      await holds.get(pathname);
      response.setHeader('Content-Type', 'text/html').end(pages.get(pathname));
    } else if (file.startsWith(modules + sep)) {
      response.setHeader('Content-Type', 'text/javascript').end(readFileSync(file));
    } else {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    urlOf: (sdk) => `${origin}/${sdk.name}`,
    /** A page without an SDK, to go to. */
    goodbyeOf: (sdk) => `${origin}/${sdk.name}/goodbye`,
    /** Answers no request for a page before something has happened. */
    hold: (url, happened) => holds.set(new URL(url).pathname, happened),
    close: () => server.close(),
  };
}

function pageWith(head) {
  return page.replace('<!-- SDK -->', () => head);
}

function headOf({ section, app, script }, gateway) {
  const snippet = snippets.get(section);
  if (snippet === undefined) throw new Error(`docs/sdks.md has no snippet under "${section}".`);
  const started = snippet
    .replaceAll('127.0.0.1:8400', new URL(gateway).host)
    .replaceAll('YOUR_APPLICATION', app);
  return [
    `<script type="importmap">${JSON.stringify({ imports })}</script>`,
    script === undefined ? '' : `<script src="/node_modules/${script}"></script>`,
    `<script type="module">${started}</script>`,
  ].join('\n');
}

/** The snippet under each heading. */
function readSnippets(file) {
  const sections = readFileSync(file, 'utf8').matchAll(/^## (.+)\n[^]*?^```js\n([^]*?)^```$/gm);
  return new Map(Array.from(sections, ([, heading, snippet]) => [heading, snippet]));
}
