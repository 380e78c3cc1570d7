// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { MayLoad } from './assets';

/** CSS that loads nothing from elsewhere but what it may; the rest of it stays as it is. */
export function withoutRemoteUrls(css: string, mayLoad: MayLoad): string {
  const plain = css.includes('\\') ? withoutEscapedLetters(css) : css;
  if (!/url\(|@import|image-set\(/i.test(plain)) return css;
  return plain
    .replace(/@import\s*(url\([^)]*\)|"[^"]*"|'[^']*')[^;]*;?/gi, (whole, target: string) =>
      mayLoad(target.replace(/^url\(|[\s"')]/gi, '')) ? whole : '',
    )
    .replace(
      /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi,
      (whole, a?: string, b?: string, c?: string) =>
        isRefused((a ?? b ?? c ?? '').trim(), mayLoad) ? 'url("data:,")' : whole,
    )
    .replace(/image-set\((?:[^()]|\([^()]*\))*\)/gi, (set) =>
      set.replace(/"([^"]*)"|'([^']*)'/g, (quoted, a?: string, b?: string) =>
        isRefused((a ?? b ?? '').trim(), mayLoad) ? '"data:,"' : quoted,
      ),
    );
}

/** Whether it would come from elsewhere, and must not. */
export function isRefused(url: string, mayLoad: MayLoad): boolean {
  return !/^\s*(data:|blob:|#|\/assets\/)/i.test(url) && !mayLoad(url);
}

/** `u\72l(` means `url(`. An escaped Latin letter means itself wherever it stands, so nothing else changes. */
function withoutEscapedLetters(css: string): string {
  return css
    .replace(/\\([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?/gi, (whole, hex: string) => {
      const letter = String.fromCharCode(Math.min(parseInt(hex, 16), 0xffff));
      return /[a-z]/i.test(letter) ? letter : whole;
    })
    .replace(/\\([g-z])/gi, '$1');
}
