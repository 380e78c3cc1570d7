// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { nothing, type MayLoad } from './assets';
import { isRefused, withoutRemoteUrls } from './css';
import { FULL_SNAPSHOT, INCREMENTAL, type RecordedEvent } from './events';

/**
 * Files of the recorded site are not loaded, but for what its application allows: its owner would learn who watches,
 * and the page's Content-Security-Policy refuses them anyway, with an error for each in the console. So they are
 * taken out before the Replayer sees them; an image becomes a labelled placeholder. Changes the event in place.
 */
export function withoutRemoteFiles(event: RecordedEvent, mayLoad: MayLoad = nothing): RecordedEvent {
  const data = event.data as unknown as Json | undefined;
  if (data === undefined) return event;
  if (event.type === FULL_SNAPSHOT) cleanNode(data['node'], false, mayLoad);
  if (event.type === INCREMENTAL) (CLEANERS[data['source'] as number] ?? (() => {}))(data, mayLoad);
  return event;
}

type Json = Record<string, unknown>;

/** By rrweb's IncrementalSource: Mutation, StyleSheetRule, Font, StyleDeclaration, AdoptedStyleSheet. */
const CLEANERS: Record<number, (data: Json, mayLoad: MayLoad) => void> = {
  0: cleanMutation,
  8: cleanRules,
  10: (data, mayLoad) => cleanCss(data, 'fontSource', mayLoad),
  13: (data, mayLoad) => cleanCss(data['set'], 'value', mayLoad),
  15: (data, mayLoad) =>
    objects(data['styles']).forEach((style) =>
      objects(style['rules']).forEach((rule) => cleanCss(rule, 'rule', mayLoad)),
    ),
};

function cleanMutation(data: Json, mayLoad: MayLoad): void {
  objects(data['adds']).forEach((add) => cleanNode(add['node'], false, mayLoad));
  objects(data['attributes']).forEach((change) => {
    if (isObject(change['attributes'])) cleanAttributes(change['attributes'], 'img', mayLoad);
  });
  // Most texts are no style sheets; one that reads like one loses nothing a viewer could miss.
  objects(data['texts']).forEach((change) => {
    if (typeof change['value'] === 'string' && /\{[^}]*(url|image-set)\(/i.test(change['value']))
      cleanCss(change, 'value', mayLoad);
  });
}

function cleanRules(data: Json, mayLoad: MayLoad): void {
  objects(data['adds']).forEach((add) => cleanCss(add, 'rule', mayLoad));
  for (const whole of ['replace', 'replaceSync']) cleanCss(data, whole, mayLoad);
}

function cleanNode(node: unknown, inStyle: boolean, mayLoad: MayLoad): void {
  if (!isObject(node)) return;
  const tag = typeof node['tagName'] === 'string' ? node['tagName'].toLowerCase() : '';
  if (isObject(node['attributes'])) cleanAttributes(node['attributes'], tag, mayLoad);
  if (inStyle || node['isStyle'] === true) cleanCss(node, 'textContent', mayLoad);
  objects(node['childNodes']).forEach((child) => cleanNode(child, tag === 'style', mayLoad));
}

function cleanAttributes(attributes: Json, tag: string, mayLoad: MayLoad): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'style' || name === '_cssText') cleanStyle(attributes, name, mayLoad);
    else if (SELF_STARTING.has(name)) delete attributes[name];
    else if (typeof value !== 'string' || value === '') continue;
    else if (name === 'srcset' || name === 'imagesrcset' || name === 'srcdoc') delete attributes[name];
    else if (FRAMES.has(tag) && (name === 'src' || name === 'data')) delete attributes[name];
    else if (name === 'src' || name === 'poster' || name === 'background' || name === 'rr_src') {
      const isImage = name === 'poster' || name === 'background' || IMAGES.has(tag);
      if (isRefused(value, isImage ? mayLoad : nothing))
        attributes[name] = tag === 'script' ? '' : placeholder(value);
    } else if (name === 'href' || name === 'xlink:href') {
      if (LOADING_LINKS.has(tag) && isRefused(value, mayLoad)) delete attributes[name];
    }
  }
}

/** They do nothing in a frame without scripts and without media but fill the console with refusals. */
const SELF_STARTING = new Set(['autoplay', 'autofocus']);

/** Elements that would hold a document of their own; what was recorded of it comes as events. */
const FRAMES = new Set(['iframe', 'frame', 'embed', 'object']);

/** Elements whose src is an image; other media are never loaded. */
const IMAGES = new Set(['img', 'input']);

/** Elements whose href is loaded, unlike an anchor's. */
const LOADING_LINKS = new Set(['link', 'image', 'use', 'feimage']);

/** A style attribute is a text, or in a mutation an object of property to value or [value, priority]. */
function cleanStyle(attributes: Json, name: string, mayLoad: MayLoad): void {
  const style = attributes[name];
  if (!isObject(style)) return cleanCss(attributes, name, mayLoad);
  for (const [property, value] of Object.entries(style)) {
    if (Array.isArray(value)) cleanCss(value as unknown as Json, '0', mayLoad);
    else cleanCss(style, property, mayLoad);
  }
}

function cleanCss(holder: unknown, key: string, mayLoad: MayLoad): void {
  if (isObject(holder) && typeof holder[key] === 'string')
    holder[key] = withoutRemoteUrls(holder[key], mayLoad);
}

/** An inert picture in place of a file, named after it. */
function placeholder(url: string): string {
  const name = url.split(/[?#]/, 1)[0]!.split('/').pop()!.slice(0, 40);
  const label = (name === '' ? 'image' : name).replace(/[^\w.-]/g, '_');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90" viewBox="0 0 160 90">` +
    `<rect x=".5" y=".5" width="159" height="89" fill="#eef0f3" stroke="#b8bfca" stroke-dasharray="4 3"/>` +
    `<text x="80" y="49" font-family="sans-serif" font-size="11" fill="#5b6472" text-anchor="middle">${label}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
