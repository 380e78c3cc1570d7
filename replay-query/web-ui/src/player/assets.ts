// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** Whether a file of the recorded site may be loaded. */
export type MayLoad = (url: string) => boolean;

export const nothing: MayLoad = () => false;

/** What the service says in the page's head: the origins that it also put into the page's Content-Security-Policy. */
export function assetOriginsOf(page: Document): string[] {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="asset-origins"]');
  return meta?.content.split(' ') ?? [];
}

/** Files from these origins; `https://*.shop.example` is every host below shop.example. */
export function filesFrom(origins: readonly string[]): MayLoad {
  const exact = new Set(origins);
  const below = origins
    .map((origin) => origin.split('*'))
    .filter((parts): parts is [string, string] => parts.length === 2);
  return (url) => {
    const origin = originOf(url);
    return (
      origin !== null &&
      (exact.has(origin) ||
        below.some(([scheme, domain]) => origin.startsWith(scheme) && origin.endsWith(domain)))
    );
  };
}

/** Null for what is no absolute address by HTTP: it would be one of ours, or none. */
function originOf(url: string): string | null {
  return /^\s*https?:/i.test(url) && URL.canParse(url) ? new URL(url).origin : null;
}
